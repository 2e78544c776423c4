import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const helmVersionPinned: Rule = {
  id: "helm-version-pinned",
  title: "Helm releases pin their chart version",
  why: "Without a version every apply installs the latest chart.",
  remedy: "Set version to an exact version, not a range.",
  severity: "medium",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release",
  resourceTypes: ["helm_release"],
  check: (release, { graph }) => {
    const chart = String(release.body.chart ?? "");
    // A chart in a local folder is versioned with the code.
    if (graph.attribute(release, "repository").kind === "absent" && !chart.startsWith("oci://")) return [];
    const version = graph.attribute(release, "version");
    if (version.kind === "unknown") return [undecided("version", version.expression)];
    if (version.kind === "absent") return [fail(`${chart} has no version.`, "version")];
    return /[\^~<>*=|]|\bx\b/i.test(String(version.value))
      ? [fail(`${chart} may be any of ${String(version.value)}.`, "version")]
      : [PASS];
  },
  examples: {
    pass: {
      resource: {
        helm_release: { mlflow: { chart: "mlflow", repository: "https://charts.example.com", version: "1.8.0" } },
      },
    },
    fail: { resource: { helm_release: { mlflow: { chart: "mlflow", repository: "https://charts.example.com" } } } },
  },
};
