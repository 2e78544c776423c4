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

/** What was asked: how strict to be, what it may cost, what is accepted. */
export interface ReviewPolicy {
  /** Name under which the result is reported, e.g. `aws-prod`. */
  readonly name: string;
  /** File that findings are shown at, from the root of the repository. @default - the name */
  readonly source?: string;
  readonly strictness: Strictness;
  /** USD/month; `undefined` where nobody set a budget. */
  readonly budgetUsd: number | undefined;
  readonly waivers: readonly Waiver[];
  /** @default - none */
  readonly approvals?: readonly Approval[];
  /** Said of an environment that is about to be destroyed. @default - it stays */
  readonly teardown?: Teardown;
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
  /** Destructive changes that failed a rule, and were approved. */
  readonly approved: readonly { readonly finding: Finding; readonly approval: Approval }[];
  /** How many checks passed. */
  readonly passed: number;
  readonly cost: CostEstimate;
  /** Who and what the money is for, where the code is that of an environment. */
  readonly attribution?: Attribution;
  /** What could be saved, where that was asked. */
  readonly savings?: readonly Saving[];
  /** What the change does, where there was something to compare with. */
  readonly comparison?: ReviewComparison;
}

interface Place {
  readonly stack: string;
  readonly address: string;
}

/** A line of the bill that a change makes, drops or alters, in USD/month. */
export interface CostDifference extends Place {
  readonly item: string;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly difference: Decimal;
}

/** What a change does to resources, findings and money. */
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
    /** Only what differs, the greatest difference first. */
    readonly lines: readonly CostDifference[];
  };
}

/** Whether the code may be deployed as it is. */
export function isBlocked({ failed }: Pick<ReviewResult, "failed">): boolean {
  return failed.some(({ enforcement }) => enforcement === "mandatory");
}
