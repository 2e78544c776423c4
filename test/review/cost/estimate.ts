import { type CostLine, estimateCost, ResourceGraph, type UsageAssumptions } from "../../../src/review";
import { NO_USAGE } from "../../../src/review/cost/no-usage";

export { NO_USAGE };

export interface Code {
  readonly resource: object;
  /** Region of the provider block. @default the region that has a price book */
  readonly region?: string;
}

/** What Terraform code costs on 2026-11-01; nothing is used unless the case says so. */
export function estimate({ resource, region }: Code, usage: Partial<UsageAssumptions> = {}, today = "2026-11-01") {
  const provider = { aws: [{ region: region ?? "us-east-1" }], google: [{ region: region ?? "us-central1" }] };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  return estimateCost(graph, { ...NO_USAGE, ...usage }, today);
}

/** Item → USD/month with two digits; `unpriced` for what has no price. What is 0 because nothing is used is left out. */
export function bill(lines: readonly CostLine[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      if (line.kind === "unpriced") return [[line.item, "unpriced"]];
      return line.charge === "usage" && line.monthly.isZero() ? [] : [[line.item, line.monthly.toFixed(2)]];
    }),
  );
}

/** What the user sees, the code, the item and a part of the reason. */
export type UnpricedCase = readonly [title: string, code: Code, item: string, reason: string];

/** Expects that the item is named as unpriced, with where it is and why. */
export function expectUnpriced(code: Code, item: string, reason: string): void {
  const unpriced = estimate(code, { logsGb: 1 }).lines.filter(({ kind }) => kind === "unpriced");
  expect(unpriced).toContainEqual(
    expect.objectContaining({
      item,
      reason: expect.stringContaining(reason),
      stack: "stack",
      address: expect.any(String),
    }),
  );
}
