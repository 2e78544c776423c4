import type { ReviewResult } from "../../result";
import { costDifferenceJson, costJson } from "./bill-json";

/** Bills for machines: `cost.schema.json` says what stands where. */
export function costJsonReport(results: readonly ReviewResult[]): string {
  const environments = results.map((result) => ({
    name: result.policy.name,
    budgetUsd: result.policy.budgetUsd ?? null,
    cost: costJson(result),
    ...(result.comparison && { change: costDifferenceJson(result.comparison.cost) }),
  }));
  return `${JSON.stringify({ version: 1, environments }, null, 2)}\n`;
}
