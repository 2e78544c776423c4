import type { Decimal } from "decimal.js";
import type { ReviewResult } from "../result";

/** The results as JSON, for machines. Money is text with two digits, so that no reader rounds it again. */
export function jsonReport(results: readonly ReviewResult[]): string {
  return `${JSON.stringify({ version: 1, environments: results.map(environment) }, null, 2)}\n`;
}

function environment({ policy, stacks, failed, undecided, waived, approved, passed, cost, comparison }: ReviewResult) {
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
    cost: {
      currency: "USD",
      period: "month",
      expected: money(cost.monthly),
      low: money(cost.low),
      high: money(cost.high),
      lines: cost.lines.map((line) =>
        line.kind === "priced"
          ? {
              ...line,
              quantity: line.quantity.toString(),
              unitPrice: line.unitPrice.toString(),
              monthly: money(line.monthly),
              ...(line.range && { range: { low: money(line.range.low), high: money(line.range.high) } }),
            }
          : line,
      ),
    },
    ...(comparison && { comparison: changes(comparison) }),
  };
}

function changes({ resources, findings, cost }: NonNullable<ReviewResult["comparison"]>) {
  return {
    resources,
    findings: { new: findings.new.map(finding), mended: findings.mended.map(finding) },
    cost: {
      before: money(cost.before),
      after: money(cost.after),
      lines: cost.lines.map(({ before, after, difference, ...place }) => ({
        ...place,
        before: money(before),
        after: money(after),
        difference: money(difference),
      })),
    },
  };
}

function finding({ rule, ...rest }: ReviewResult["failed"][number]) {
  const { id, title, severity, area, remedy } = rule;
  return { rule: id, title, severity, area, remedy, ...rest };
}

function money(amount: Decimal): string {
  return amount.toFixed(2);
}
