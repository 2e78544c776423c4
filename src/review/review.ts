import { estimateCost, findSavings } from "./cost";
import type { Attribution } from "./cost/attribution";
import type { CostEstimate, UsageAssumptions } from "./cost/estimate";
import { RULES, type Rule, runGuardrails } from "./guardrails";
import { partsOf, ResourceGraph, type TerraformCode } from "./model";
import { moneyFindings } from "./money-findings";
import type { ReviewPolicy, ReviewResult } from "./result";

export interface ReviewOptions {
  readonly policy: ReviewPolicy;
  /** Quantities that the code doesn't contain. */
  readonly usage: UsageAssumptions;
  /** The day of the review, `YYYY-MM-DD`. */
  readonly today: string;
  /** What the cost is spent on and by whom. @default - unknown */
  readonly attribute?: (cost: CostEstimate) => Attribution;
  /** Look for possible savings. @default false */
  readonly savings?: boolean;
  /** @default all rules of this project */
  readonly rules?: readonly Rule[];
  /** The code is only a part of what the waivers cover: unused waivers are not reported. @default false */
  readonly partial?: boolean;
}

/** Reviews Terraform code or plans: guardrails, cost, budget. Pure: no file, no network, no clock. */
export function review(code: readonly TerraformCode[], options: ReviewOptions): ReviewResult {
  return reviewGraph(ResourceGraph.fromTerraform(code), options);
}

/** The review of code that was already read. */
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
