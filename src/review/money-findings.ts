import type { Attribution } from "./cost/attribution";
import type { CostEstimate, UnpricedLine } from "./cost/estimate";
import type { Finding, Rule, Strictness } from "./guardrails";
import type { ReviewPolicy } from "./result";

type MoneyRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

/** Rules about the bill. They check the estimate, not a resource, so they are not part of the catalogue. */
export const budgetExceeded: MoneyRule = {
  id: "budget-exceeded",
  title: "The expected cost is within the budget",
  severity: "high",
  area: "cost",
  remedy: "Reduce the cost, or raise budget.monthlyUsd where it is set.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

export const teamBudgetExceeded: MoneyRule = {
  id: "team-budget-exceeded",
  title: "The expected cost of a team's quota is within the team's budget",
  severity: "high",
  area: "cost",
  remedy: "Reduce the quota, or raise the team's budgetUsd where it is set.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

export const unpriced: MoneyRule = {
  id: "unpriced",
  title: "Billable resources have a price",
  severity: "low",
  area: "cost",
  remedy: "Look up its price and waive the finding with the price as the reason; the total doesn't include it.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "mandatory" },
};

/** Waivers refer to them by id, like rules. */
export const MONEY_RULES: readonly MoneyRule[] = [budgetExceeded, teamBudgetExceeded, unpriced];

/** The findings on a bill: cost over budget and unpriced resources. */
export function moneyFindings(cost: CostEstimate, policy: ReviewPolicy, attribution?: Attribution): Finding[] {
  return [
    ...overBudget(cost, policy),
    ...teamsOverBudget(attribution?.teams ?? [], policy),
    ...unpricedFindings(cost, policy.strictness),
  ];
}

function overBudget(cost: CostEstimate, { budgetUsd, strictness, name }: ReviewPolicy): Finding[] {
  if (budgetUsd === undefined || cost.monthly.lte(budgetUsd)) return [];
  const message = `The expected cost is ${cost.monthly.toFixed(2)} USD a month; the budget is ${budgetUsd.toFixed(2)}.`;
  return [finding(budgetExceeded, strictness, { stack: "", address: name, constructPath: undefined, message })];
}

function teamsOverBudget(teams: Attribution["teams"], { strictness }: ReviewPolicy): Finding[] {
  return teams.flatMap(({ name, expected, budgetUsd }) => {
    if (budgetUsd === undefined || expected.lte(budgetUsd)) return [];
    const message = `The expected cost is ${expected.toFixed(2)} USD a month; the team's budget is ${budgetUsd.toFixed(2)}.`;
    return [
      finding(teamBudgetExceeded, strictness, {
        stack: "",
        address: `team ${name}`,
        constructPath: undefined,
        message,
      }),
    ];
  });
}

/** One finding per resource, however many of its lines have no price. */
export function unpricedFindings({ lines }: CostEstimate, strictness: Strictness): Finding[] {
  const byPlace = new Map<string, UnpricedLine[]>();
  for (const line of lines) {
    if (line.kind !== "unpriced") continue;
    const place = `${line.stack} ${line.address}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), line]);
  }
  return [...byPlace.values()].flatMap((found) => {
    const [first] = found;
    const message = `${found.map(({ item, reason }) => `${item}: ${reason}`).join("; ")}.`;
    return first ? [finding(unpriced, strictness, { ...first, message })] : [];
  });
}

function finding(
  rule: MoneyRule,
  strictness: Strictness,
  { stack, address, constructPath, message }: Pick<Finding, "stack" | "address" | "constructPath" | "message">,
): Finding {
  const enforcement = rule.enforcement[strictness];
  return {
    rule,
    kind: "fail",
    enforcement,
    stack,
    address,
    constructPath,
    attribute: undefined,
    message,
  };
}
