import type { Fault } from "../../problems/fault";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";

/** Longer, and an environment would live on without protection; a teardown takes hours. */
const LONGEST_DAYS = 30;

/**
 * A teardown says one thing, and says it for a short time. One that has expired is a finding of the review and no fault
 * of the file, so that the rest of the review is still seen.
 */
export function checkTeardown({ teardown, deletionProtection }: Partially<Environment>, today: string): Fault[] {
  if (teardown === undefined) return [];
  const last = new Date(Date.parse(today) + LONGEST_DAYS * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const faults: Fault[] = [];
  if (deletionProtection === true) {
    faults.push({
      path: "deletionProtection",
      found: "true, with a teardown",
      expected: "no deletionProtection: the teardown switches it off",
      remedy: "Remove deletionProtection, or the teardown.",
    });
  }
  if (teardown.expires !== undefined && teardown.expires > last) {
    faults.push({
      path: "teardown.expires",
      found: teardown.expires,
      expected: `a day within ${LONGEST_DAYS} days: ${last} at the latest`,
      remedy: "Set an earlier day; it can be extended when it is close.",
    });
  }
  return faults;
}
