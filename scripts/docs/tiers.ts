import { TIERS } from "../../src/environment/tiers";
import type { Document } from "./document";
import { GENERATED, table } from "./markdown";
import { recoverySection } from "./recovery";

const COLUMNS = ["dev", "staging", "prod"] as const;

/** What each tier decides, setting by setting; those that differ first. */
export function tiersDocument(): Document {
  const settings = COLUMNS.map((tier) => new Map(leaves(TIERS[tier], "")));
  const paths = [...new Set(settings.flatMap((setting) => [...setting.keys()]))];
  const rows = paths.map((path) => [`\`${path}\``, ...settings.map((setting) => setting.get(path) ?? "")]);
  const differ = ([, ...values]: readonly string[]) => new Set(values).size > 1;
  return {
    path: "docs/reference/tiers.md",
    text: [
      GENERATED,
      "",
      "# What the tiers decide",
      "",
      "An environment names its tier and states only what differs from it. `aws.` and `google.` hold the defaults of the",
      "cloud block. Sizes are in GiB, usage in GB a month, retention in days, budgets in USD a month.",
      "",
      "## Where dev, staging and prod differ",
      "",
      table(["Setting", ...COLUMNS], rows.filter(differ)),
      "",
      "## What they share",
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
