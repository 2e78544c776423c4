import type { Attribution } from "./cost/attribution";
import type { CostEstimate, UnpricedLine } from "./cost/estimate";
import type { Finding, Rule, Strictness } from "./guardrails";
import type { ReviewPolicy } from "./result";

type MoneyRule = Pick<Rule, "id" | "title" | "severity" | "area" | "remedy" | "enforcement">;

/** Demands on the bill. They look at what was estimated, not at a resource, so they aren't rules like the others. */
export const budgetExceeded: MoneyRule = {
  id: "budget-exceeded",
  title: "The expected cost stays in the budget",
  severity: "high",
  area: "cost",
  remedy: "Make it cheaper, or raise budget.monthlyUsd where it was decided.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

export const teamBudgetExceeded: MoneyRule = {
  id: "team-budget-exceeded",
  title: "The expected cost of a team's quota stays in the team's budget",
  severity: "high",
  area: "cost",
  remedy: "Make the quota smaller, or raise the team's budgetUsd where it was decided.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" },
};

export const unpriced: MoneyRule = {
  id: "unpriced",
  title: "Whatever costs money has a price",
  severity: "low",
  area: "cost",
  remedy: "Look its price up, and waive the finding with it as the reason; the sum above doesn't hold it.",
  enforcement: { dev: "advisory", staging: "advisory", prod: "mandatory" },
};

/** By their ids, waivers name them like rules. */
export const MONEY_RULES: readonly MoneyRule[] = [budgetExceeded, teamBudgetExceeded, unpriced];

/** What is wrong with a bill: too much of it, and what isn't in it. */
export function moneyFindings(cost: CostEstimate, policy: ReviewPolicy, attribution?: Attribution): Finding[] {
  return [
    ...overBudget(cost, policy),
    ...teamsOverBudget(attribution?.teams ?? [], policy),
    ...unpricedFindings(cost, policy.strictness),
  ];
}

function overBudget(cost: CostEstimate, { budgetUsd, strictness, name }: ReviewPolicy): Finding[] {
  if (budgetUsd === undefined || cost.monthly.lte(budgetUsd)) return [];
  const message = `${cost.monthly.toFixed(2)} USD a month are expected; the budget is ${budgetUsd.toFixed(2)}.`;
  return [finding(budgetExceeded, strictness, { stack: "", address: name, constructPath: undefined, message })];
}

function teamsOverBudget(teams: Attribution["teams"], { strictness }: ReviewPolicy): Finding[] {
  return teams.flatMap(({ name, expected, budgetUsd }) => {
    if (budgetUsd === undefined || expected.lte(budgetUsd)) return [];
    const message = `${expected.toFixed(2)} USD a month are expected; its budget is ${budgetUsd.toFixed(2)}.`;
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

/** One finding a resource, however many of its lines have no price. */
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
