import type { ReviewResult } from "../../review";

/** The levels from which findings make a review exit with status 1. */
export const FAIL_ON = ["mandatory", "advisory", "critical", "high", "medium", "low", "never"] as const;

export type FailOn = (typeof FAIL_ON)[number];

const SEVERITIES = ["critical", "high", "medium", "low"];

/** Whether any finding is at or above the level: by enforcement, or by severity regardless of enforcement. */
export function fails(results: readonly ReviewResult[], failOn: FailOn): boolean {
  const findings = results.flatMap(({ failed }) => failed);
  if (failOn === "never") return false;
  if (failOn === "advisory") return findings.length > 0;
  if (failOn === "mandatory") return findings.some(({ enforcement }) => enforcement === "mandatory");
  const worst = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return findings.some(({ rule }) => worst.includes(rule.severity));
}
