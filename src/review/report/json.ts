import type { ReviewResult } from "../result";
import { costDifferenceJson, costJson } from "./cost/bill-json";

/** The results as JSON. Amounts are strings with two decimals, so that readers don't round them again. */
export function jsonReport(results: readonly ReviewResult[]): string {
  return `${JSON.stringify({ version: 1, environments: results.map(environment) }, null, 2)}\n`;
}

function environment(result: ReviewResult) {
  const { policy, stacks, failed, undecided, waived, approved, passed, comparison } = result;
  return {
    name: policy.name,
    strictness: policy.strictness,
    budgetUsd: policy.budgetUsd ?? null,
    stacks,
    guardrails: {
      passed,
      failed: failed.map(finding),
      undecided: undecided.map(finding),
      waived: waived.map((item) => ({ ...finding(item.finding), waiver: item.waiver })),
      approved: approved.map((item) => ({ ...finding(item.finding), approval: item.approval })),
    },
    cost: costJson(result),
    ...(comparison && { comparison: changes(comparison) }),
  };
}

function changes({ resources, findings, cost }: NonNullable<ReviewResult["comparison"]>) {
  return {
    resources,
    findings: { new: findings.new.map(finding), mended: findings.mended.map(finding) },
    cost: costDifferenceJson(cost),
  };
}

function finding({ rule, ...rest }: ReviewResult["failed"][number]) {
  const { id, title, severity, area, remedy } = rule;
  return { rule: id, title, severity, area, remedy, ...rest };
}
