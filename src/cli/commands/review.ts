import { isBlocked, jsonReport, terminalReport } from "../../review";
import type { Io } from "../io";
import { loadEnvironments } from "../load-environments";
import { reviewEnvironment } from "../review-environment";
import { selectEnvironments } from "../select-environments";

export interface ReviewCommandOptions {
  readonly environments: string;
  /** Names such as `prod` or `aws-prod`. @default - all */
  readonly env?: readonly string[];
  readonly format: "table" | "json";
  /** Every cost line. */
  readonly details?: boolean;
}

/**
 * `mlops review`: what the environments are, what is wrong with them, and what they cost.
 * @returns exit status: 0 clean, 1 a mandatory rule failed
 * @throws EnvironmentError for bad input
 */
export function reviewCommand(options: ReviewCommandOptions, io: Io): number {
  const all = loadEnvironments(options.environments, io.today());
  const results = selectEnvironments(all, options.env ?? []).map((environment) =>
    reviewEnvironment(environment, io.today()),
  );
  const report =
    options.format === "json"
      ? jsonReport(results)
      : terminalReport(results, { color: io.color, details: options.details ?? false });
  io.write(report);
  return results.some(isBlocked) ? 1 : 0;
}
