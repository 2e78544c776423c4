import type { ReviewResult } from "../../result";
import { costDifferenceJson, costJson } from "./bill-json";

/** Bills as JSON; the format is `cost.schema.json`. */
export function costJsonReport(results: readonly ReviewResult[]): string {
  const environments = results.map((result) => ({
    name: result.policy.name,
    budgetUsd: result.policy.budgetUsd ?? null,
    cost: costJson(result),
    ...(result.comparison && { change: costDifferenceJson(result.comparison.cost) }),
  }));
  return `${JSON.stringify({ version: 1, environments }, null, 2)}\n`;
}
