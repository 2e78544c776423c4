import type { Io } from "../io";
import { type FailOn, fails } from "../output/fail-on";
import { type ReportOptions, writeReport } from "../output/write-report";
import { type ReviewedOptions, reviewTargets } from "../review/review-targets";

export interface ReviewCommandOptions extends ReviewedOptions, ReportOptions {
  readonly failOn: FailOn;
}

/**
 * `mlops review`: what the environments are, what is wrong with them, and what they cost; with paths, the same for any
 * Terraform code and any plan.
 * @returns exit status: 0 clean, 1 findings that `--fail-on` names
 * @throws InputError for bad input
 */
export function reviewCommand(paths: readonly string[], options: ReviewCommandOptions, io: Io): number {
  const results = reviewTargets(paths, options, io);
  writeReport(results, options, io);
  return fails(results, options.failOn) ? 1 : 0;
}
