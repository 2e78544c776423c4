import type { Fault } from "../../problems/fault";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";

/** A teardown takes hours; a longer period would leave an environment in use without protection. */
const LONGEST_DAYS = 30;

/**
 * Checks that a teardown is consistent and short. An expired one is a finding of the review instead of a problem of the
 * file, so that the rest of the review still runs.
 */
export function checkTeardown({ teardown, deletionProtection }: Partially<Environment>, today: string): Fault[] {
  if (teardown === undefined) return [];
  const last = new Date(Date.parse(today) + LONGEST_DAYS * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const faults: Fault[] = [];
  if (deletionProtection === true) {
    faults.push({
      path: "deletionProtection",
      found: "true with a teardown",
      expected: "no deletionProtection: the teardown disables it",
      remedy: "Remove deletionProtection, or the teardown.",
    });
  }
  if (teardown.expires !== undefined && teardown.expires > last) {
    faults.push({
      path: "teardown.expires",
      found: teardown.expires,
      expected: `a date within ${LONGEST_DAYS} days: ${last} at the latest`,
      remedy: "Set an earlier date; you can extend it later.",
    });
  }
  return faults;
}
