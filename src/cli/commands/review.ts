import type { Io } from "../io";
import { type FailOn, fails } from "../output/fail-on";
import { type ReportOptions, writeReport } from "../output/write-report";
import { type ReviewTargetOptions, reviewTargets } from "../review/review-targets";

export interface ReviewCommandOptions extends ReviewTargetOptions, ReportOptions {
  readonly failOn: FailOn;
}

/**
 * `mlops review`: checks the environments against the guardrails and estimates their cost; with paths, it does the same
 * for any Terraform code and any plan.
 * @returns exit status: 0 clean, 1 findings at or above the level of `--fail-on`
 * @throws InputError for bad input
 */
export function reviewCommand(paths: readonly string[], options: ReviewCommandOptions, io: Io): number {
  const results = reviewTargets(paths, options, io);
  writeReport(results, options, io);
  return fails(results, options.failOn) ? 1 : 0;
}
