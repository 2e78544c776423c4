import { estimateCost } from "./cost";
import type { CostEstimate, UsageAssumptions } from "./cost/estimate";
import { type Finding, runGuardrails, type Strictness } from "./guardrails";
import { partsOf, ResourceGraph, type TerraformCode } from "./model";
import type { ReviewPolicy, ReviewResult } from "./result";

export interface ReviewOptions {
  readonly policy: ReviewPolicy;
  /** Quantities that no code can tell. */
  readonly usage: UsageAssumptions;
  /** The day of the review, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Reviews Terraform code or plans: guardrails, cost, budget. Pure: no file, no network, no clock. */
export function review(code: readonly TerraformCode[], options: ReviewOptions): ReviewResult {
  return reviewGraph(ResourceGraph.fromTerraform(code), options);
}

/** The review of what was read already. */
export function reviewGraph(graph: ResourceGraph, { policy, usage, today }: ReviewOptions): ReviewResult {
  const cost = estimateCost(graph, usage, today);
  const guardrails = runGuardrails(graph, {
    strictness: policy.strictness,
    today,
    waivers: policy.waivers,
    ...(policy.approvals && { approvals: policy.approvals }),
  });
  return {
    policy,
    stacks: graph.stacks.map(({ name, resources }) => ({
      name,
      resources: resources.filter(({ mode }) => mode === "managed").length,
    })),
    parts: partsOf(graph, guardrails.failed),
    ...guardrails,
    failed: [...guardrails.failed, ...overBudget(cost, policy)],
    cost,
  };
}

function overBudget(cost: CostEstimate, { budgetUsd, strictness, name }: ReviewPolicy): Finding[] {
  if (budgetUsd === undefined || cost.monthly.lte(budgetUsd)) return [];
  return [
    {
      rule: BUDGET_RULE,
      kind: "fail",
      enforcement: BUDGET_RULE.enforcement[strictness],
      stack: "",
      address: name,
      constructPath: undefined,
      attribute: undefined,
      message: `${cost.monthly.toFixed(2)} USD a month are expected; the budget is ${budgetUsd.toFixed(2)}.`,
    },
  ];
}

const BUDGET_RULE = {
  id: "budget-exceeded",
  title: "The expected cost stays in the budget",
  severity: "high",
  area: "cost",
  remedy: "Make it cheaper, or raise budget.monthlyUsd where it was decided.",
  enforcement: { dev: "mandatory", staging: "mandatory", prod: "mandatory" } satisfies Record<Strictness, "mandatory">,
} as const;
