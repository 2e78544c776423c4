import type { Decimal } from "decimal.js";
import type { Attribution } from "./cost/attribution";
import type { CostEstimate } from "./cost/estimate";
import type { Saving } from "./cost/savings/suggestion";
import type { Approval } from "./guardrails/approval";
import type { Finding } from "./guardrails/finding";
import type { Strictness } from "./guardrails/rule";
import type { Teardown } from "./guardrails/teardown";
import type { Waiver } from "./guardrails/waiver";
import type { Part } from "./model";

/** The settings of a review: strictness, budget and accepted findings. */
export interface ReviewPolicy {
  /** Name under which the result is reported, e.g. `aws-prod`. */
  readonly name: string;
  /** File that findings are attached to, relative to the root of the repository. @default - the name */
  readonly source?: string;
  readonly strictness: Strictness;
  /** USD/month; `undefined` without a budget. */
  readonly budgetUsd: number | undefined;
  readonly waivers: readonly Waiver[];
  /** @default - none */
  readonly approvals?: readonly Approval[];
  /** Set for an environment that is about to be destroyed. @default - none */
  readonly teardown?: Teardown;
}

/** The common input of every report. */
export interface ReviewResult {
  readonly policy: ReviewPolicy;
  readonly stacks: readonly { readonly name: string; readonly resources: number }[];
  /** The resources of each stack. */
  readonly parts: readonly Part[];
  /** Findings that failed and are not waived. */
  readonly failed: readonly Finding[];
  /** Findings that only a plan can decide. */
  readonly undecided: readonly Finding[];
  /** Findings that failed and are waived. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Destructive changes that failed a rule and were approved. */
  readonly approved: readonly { readonly finding: Finding; readonly approval: Approval }[];
  /** Number of checks that passed. */
  readonly passed: number;
  readonly cost: CostEstimate;
  /** What the cost is spent on and by whom, if the code belongs to an environment. */
  readonly attribution?: Attribution;
  /** Possible savings, if requested. */
  readonly savings?: readonly Saving[];
  /** What the change does, if there is something to compare with. */
  readonly comparison?: ReviewComparison;
}

interface Place {
  readonly stack: string;
  readonly address: string;
}

/** A line of the bill that a change adds, removes or changes, in USD/month. */
export interface CostDifference extends Place {
  readonly item: string;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly difference: Decimal;
}

/** What a change does to resources, findings and cost. */
export interface ReviewComparison {
  readonly resources: {
    readonly added: readonly Place[];
    readonly removed: readonly Place[];
    /** With the names of the attributes that differ. */
    readonly altered: readonly (Place & { readonly attributes: readonly string[] })[];
  };
  readonly findings: { readonly new: readonly Finding[]; readonly mended: readonly Finding[] };
  readonly cost: {
    /** USD/month. */
    readonly before: Decimal;
    readonly after: Decimal;
    /** Only lines that differ, largest difference first. */
    readonly lines: readonly CostDifference[];
  };
}

/** Whether the code is blocked from deployment. */
export function isBlocked({ failed }: Pick<ReviewResult, "failed">): boolean {
  return failed.some(({ enforcement }) => enforcement === "mandatory");
}
