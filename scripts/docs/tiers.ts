import { TIERS } from "../../src/environment/tiers";
import { TIER_NAMES } from "../../src/facts/tier";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";
import { recoverySection } from "./recovery";

/** The page with the defaults of each tier; settings that differ come first. */
export function tiersDocument(): Document {
  const settings = TIER_NAMES.map((tier) => new Map(leaves(TIERS[tier], "")));
  const paths = [...new Set(settings.flatMap((setting) => [...setting.keys()]))];
  const rows = paths.map((path) => [`\`${path}\``, ...settings.map((setting) => setting.get(path) ?? "")]);
  const differ = ([, ...values]: readonly string[]) => new Set(values).size > 1;
  return {
    path: "docs/reference/tiers.md",
    text: [
      GENERATED,
      "",
      "# Tier defaults",
      "",
      "An environment sets its tier and overrides only what differs from it. `aws.` and `google.` are the defaults of the",
      "cloud block. Sizes are in GiB, usage in GB per month, retention in days, budgets in USD per month.",
      "",
      "## Settings that differ",
      "",
      table(["Setting", ...TIER_NAMES], rows.filter(differ)),
      "",
      "## Shared settings",
      "",
      table(
        ["Setting", "All tiers"],
        rows.filter((row) => !differ(row)).map(([path = "", value = ""]) => [path, value]),
      ),
      "",
      ...recoverySection(),
      "",
    ].join("\n"),
  };
}

function leaves(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value)) return [[path, value.length === 0 ? "none" : value.join(", ")]];
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === "" ? name : `${path}.${name}`));
}
