import { estimateCost, findSavings } from "./cost";
import type { Attribution } from "./cost/attribution";
import type { CostEstimate, UsageAssumptions } from "./cost/estimate";
import { RULES, type Rule, runGuardrails } from "./guardrails";
import { partsOf, ResourceGraph, type TerraformCode } from "./model";
import { moneyFindings } from "./money-findings";
import type { ReviewPolicy, ReviewResult } from "./result";

export interface ReviewOptions {
  readonly policy: ReviewPolicy;
  /** Quantities that no code can tell. */
  readonly usage: UsageAssumptions;
  /** The day of the review, `YYYY-MM-DD`. */
  readonly today: string;
  /** Who and what the money is for. @default - nobody knows */
  readonly attribute?: (cost: CostEstimate) => Attribution;
  /** Look for what could be saved. @default false */
  readonly savings?: boolean;
  /** @default all rules of this project */
  readonly rules?: readonly Rule[];
  /** The code is a part of what the waivers are for: one that matches nothing in it is not reported. @default false */
  readonly partial?: boolean;
}

/** Reviews Terraform code or plans: guardrails, cost, budget. Pure: no file, no network, no clock. */
export function review(code: readonly TerraformCode[], options: ReviewOptions): ReviewResult {
  return reviewGraph(ResourceGraph.fromTerraform(code), options);
}

/** The review of what was read already. */
export function reviewGraph(graph: ResourceGraph, options: ReviewOptions): ReviewResult {
  const { policy, usage, today, attribute, savings = false, rules = RULES, partial = false } = options;
  const cost = estimateCost(graph, usage, today);
  const attribution = attribute?.(cost);
  const guardrails = runGuardrails(graph, {
    strictness: policy.strictness,
    today,
    waivers: policy.waivers,
    rules,
    partial,
    others: moneyFindings(cost, policy, attribution),
    ...(policy.teardown && { teardown: policy.teardown }),
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
    cost,
    ...(attribution && { attribution }),
    ...(savings && { savings: findSavings(graph, cost, { usage, today, tier: policy.strictness }) }),
  };
}
