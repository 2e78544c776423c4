import { type CostLine, estimateCost, ResourceGraph, type UsageAssumptions } from "../../../src/review";
import { NO_USAGE } from "../../../src/review/cost/no-usage";

export { NO_USAGE };

export interface Code {
  readonly resource: object;
  /** Region of the provider block. @default a region with a price book */
  readonly region?: string;
}

/** The cost of Terraform code on 2026-11-01; there is no usage unless the case sets it. */
export function estimate({ resource, region }: Code, usage: Partial<UsageAssumptions> = {}, today = "2026-11-01") {
  const provider = { aws: [{ region: region ?? "us-east-1" }], google: [{ region: region ?? "us-central1" }] };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  return estimateCost(graph, { ...NO_USAGE, ...usage }, today);
}

/** Item → USD/month with two decimals; `unpriced` without a price. Items that are 0 without usage are left out. */
export function bill(lines: readonly CostLine[]): Record<string, string> {
  return Object.fromEntries(
    lines.flatMap((line) => {
      if (line.kind === "unpriced") return [[line.item, "unpriced"]];
      return line.charge === "usage" && line.monthly.isZero() ? [] : [[line.item, line.monthly.toFixed(2)]];
    }),
  );
}

/** The case, the code, the item and a part of the reason. */
export type UnpricedCase = readonly [title: string, code: Code, item: string, reason: string];

/** Expects the item to be listed as unpriced, with its address and reason. */
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
