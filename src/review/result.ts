import type { CostEstimate } from "./cost/estimate";
import type { Finding } from "./guardrails/finding";
import type { Strictness } from "./guardrails/rule";
import type { Waiver } from "./guardrails/waiver";
import type { Part } from "./model";

/** What was asked: how strict to be, what it may cost, what is accepted. */
export interface ReviewPolicy {
  /** Name under which the result is reported, e.g. `aws-prod`. */
  readonly name: string;
  readonly strictness: Strictness;
  /** USD/month; `undefined` where nobody set a budget. */
  readonly budgetUsd: number | undefined;
  readonly waivers: readonly Waiver[];
}

/** The one shape that every report reads. */
export interface ReviewResult {
  readonly policy: ReviewPolicy;
  readonly stacks: readonly { readonly name: string; readonly resources: number }[];
  /** What the stacks consist of. */
  readonly parts: readonly Part[];
  /** Failed and not waived. */
  readonly failed: readonly Finding[];
  /** Answers that only a plan can give. */
  readonly undecided: readonly Finding[];
  /** Failed, and accepted by a waiver. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** How many checks passed. */
  readonly passed: number;
  readonly cost: CostEstimate;
}
