import {
  budgetExceeded,
  costJsonReport,
  costMarkdownReport,
  costTerminalReport,
  type ReviewResult,
  teamBudgetExceeded,
} from "../../review";
import type { Io } from "../io";
import { type ReviewTargetOptions, reviewTargets } from "../review/review-targets";

/** Output formats of the cost report: for a terminal, for machines, for a pull request. */
export const COST_FORMATS = ["table", "json", "markdown"] as const;

export interface CostCommandOptions extends ReviewTargetOptions {
  readonly format: (typeof COST_FORMATS)[number];
  /** File to write. @default - standard output */
  readonly output?: string;
  /** Every line, including the smallest. */
  readonly details?: boolean;
}

/**
 * `mlops cost`: the monthly cost of the environments, of any Terraform code or of any plan: a breakdown, possible
 * savings, and the effect of a change.
 * @returns exit status: 0, or 1 if a budget is exceeded
 * @throws InputError for bad input
 */
export function costCommand(paths: readonly string[], options: CostCommandOptions, io: Io): number {
  const results = reviewTargets(paths, { ...options, savings: true }, io);
  const text = reportOf(results, options, io.color && options.output === undefined);
  if (options.output === undefined) io.write(text);
  else io.writeFile(options.output, text);
  return results.some(isOverBudget) ? 1 : 0;
}

function reportOf(
  results: readonly ReviewResult[],
  { format, details = false }: CostCommandOptions,
  color: boolean,
): string {
  if (format === "json") return costJsonReport(results);
  return format === "markdown" ? costMarkdownReport(results) : costTerminalReport(results, { color, details });
}

function isOverBudget({ failed }: ReviewResult): boolean {
  return failed.some(({ rule: { id } }) => id === budgetExceeded.id || id === teamBudgetExceeded.id);
}
