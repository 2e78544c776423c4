import {
  budgetExceeded,
  costJsonReport,
  costMarkdownReport,
  costTerminalReport,
  type ReviewResult,
  teamBudgetExceeded,
} from "../../review";
import type { Io } from "../io";
import { type ReviewedOptions, reviewTargets } from "../review/review-targets";

/** How a bill can be printed: for people at a terminal, for machines, for a pull request. */
export const COST_FORMATS = ["table", "json", "markdown"] as const;

export interface CostCommandOptions extends ReviewedOptions {
  readonly format: (typeof COST_FORMATS)[number];
  /** File to write. @default - standard output */
  readonly output?: string;
  /** Everything, however little it costs. */
  readonly details?: boolean;
}

/**
 * `mlops cost`: what the environments, any Terraform code or any plan cost a month, what it is for, what could be saved,
 * and what a change does to it.
 * @returns exit status: 0, or 1 where it is more than a budget
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
