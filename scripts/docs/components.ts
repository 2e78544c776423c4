import { CATALOGUE, COMPONENT_NAMES } from "../../src/catalogue/catalogue";
import { componentsOf, PROFILE_NAMES } from "../../src/catalogue/profiles";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";

/** The page with the version catalogue. */
export function componentsDocument(): Document {
  const profiles = PROFILE_NAMES.map((profile) => [profile, new Set(componentsOf(profile, "aws", {}))] as const);
  return {
    path: "docs/reference/components.md",
    text: [
      GENERATED,
      "",
      "# Components of the platform",
      "",
      "The newest supported Kubernetes version and the end of support are listed if the project publishes them.",
      "",
      table(
        [
          "Component",
          "Area",
          "Version",
          "Charts",
          "Kubernetes",
          "Requires",
          "Profiles",
          "Runs on",
          "Licence",
          "Supported until",
        ],
        COMPONENT_NAMES.map((name) => {
          const {
            title,
            area,
            version,
            charts,
            kubernetes,
            needs,
            providers,
            licence,
            licenceNotice,
            endOfLife,
            link,
          } = CATALOGUE[name];
          return [
            `[${title}](${link}) \`${name}\``,
            area,
            version,
            charts.map((chart) => `${chart.name} ${chart.version}`).join(", "),
            kubernetes.max === undefined ? `${kubernetes.min} or newer` : `${kubernetes.min} to ${kubernetes.max}`,
            needs.join(", "),
            profiles.flatMap(([profile, names]) => (names.has(name) ? [profile] : [])).join(", ") || "by name only",
            providers?.join(", ") ?? "all",
            licenceNotice === undefined ? licence : `${licence}: ${licenceNotice}`,
            endOfLife ?? "",
          ];
        }),
      ),
      "",
    ].join("\n"),
  };
}
