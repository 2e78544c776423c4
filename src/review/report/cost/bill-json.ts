import type { Decimal } from "decimal.js";
import type { ReviewResult } from "../../result";

type PricedLine = Extract<ReviewResult["cost"]["lines"][number], { kind: "priced" }>;
type Comparison = NonNullable<ReviewResult["comparison"]>["cost"];

/** A bill as JSON. Amounts are strings with two decimals, so that readers don't round them again. */
export function costJson({ cost, attribution, savings }: ReviewResult) {
  return {
    currency: "USD",
    period: "month",
    expected: money(cost.monthly),
    low: money(cost.low),
    high: money(cost.high),
    lines: cost.lines.map((line) => (line.kind === "priced" ? pricedLineJson(line) : line)),
    ...(attribution && { attribution: attributionJson(attribution) }),
    ...(savings && { savings: savings.map((saving) => ({ ...saving, monthly: money(saving.monthly) })) }),
  };
}

/** `role` and `pool` are internal, for splitting a bill, and not part of the format. */
function pricedLineJson({ role: _role, pool: _pool, ...line }: PricedLine) {
  return {
    ...line,
    quantity: line.quantity.toString(),
    unitPrice: line.unitPrice.toString(),
    monthly: money(line.monthly),
    ...(line.range && { range: { low: money(line.range.low), high: money(line.range.high) } }),
  };
}

function attributionJson({ shares, teams, models, nodeHours }: NonNullable<ReviewResult["attribution"]>) {
  return {
    shares: shares.map(({ name, fixed, usage }) => ({
      name,
      fixed: money(fixed),
      usage: money(usage),
      monthly: money(fixed.plus(usage)),
    })),
    teams: teams.map(({ name, expected, atMost, budgetUsd }) => ({
      name,
      expected: money(expected),
      atMost: money(atMost),
      budgetUsd: budgetUsd ?? null,
    })),
    models: models.map(({ name, team, expected, atMost }) => ({
      name,
      team,
      expected: money(expected),
      atMost: money(atMost),
    })),
    nodeHours: nodeHours.map(({ pool, usd }) => ({ pool, usd: usd.toFixed(4) })),
  };
}

/** What a change does to a bill. */
export function costDifferenceJson({ before, after, lines }: Comparison) {
  return {
    before: money(before),
    after: money(after),
    lines: lines.map(({ before, after, difference, ...place }) => ({
      ...place,
      before: money(before),
      after: money(after),
      difference: money(difference),
    })),
  };
}

function money(amount: Decimal): string {
  return amount.toFixed(2);
}
