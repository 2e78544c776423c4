import type { Resource } from "../../model";
import { manifestOf, objectIn } from "./manifest";

/** Whether a workload has more than one pod: a single pod can't be spread or survive a drain. */
export function runsSeveral(workload: Resource): boolean {
  return Number(objectIn(manifestOf(workload), "spec").replicas ?? 1) > 1;
}
