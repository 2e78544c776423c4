import {
  htmlReport,
  jsonReport,
  junitReport,
  markdownReport,
  type ReviewResult,
  sarifReport,
  terminalReport,
} from "../../review";
import type { Io } from "../io";

/** Output formats of a review: for a terminal, for machines, for a pull request, for code scanning, for CI. */
export const FORMATS = ["table", "json", "markdown", "html", "sarif", "junit"] as const;

export type Format = (typeof FORMATS)[number];

export interface ReportOptions {
  readonly format: Format;
  /** File to write. @default - standard output */
  readonly output?: string;
  /** Every cost line. */
  readonly details?: boolean;
}

/** Writes the report to standard output or to a file; files are never colored. */
export function writeReport(results: readonly ReviewResult[], options: ReportOptions, io: Io): void {
  const color = io.color && options.output === undefined;
  const reports: Readonly<Record<Format, () => string>> = {
    table: () => terminalReport(results, { color, details: options.details ?? false }),
    json: () => jsonReport(results),
    markdown: () => markdownReport(results),
    html: () => htmlReport(results),
    sarif: () => sarifReport(results),
    junit: () => junitReport(results),
  };
  const text = reports[options.format]();
  if (options.output === undefined) io.write(text);
  else io.writeFile(options.output, text);
}
