import type { Fault } from "../../problems/fault";
import type { CloudEnvironment } from "../environment";
import type { Partially } from "../keep-valid";

/**
 * GKE rejects windows that add up to less than 48 hours in any 32 days, and 32 days are only certain to contain four
 * weekly windows. https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions
 */
const LEAST_GKE_HOURS = 12;

/** Finds maintenance windows that are too short for the cloud. */
export function checkMaintenanceWindow({ cloud, cluster }: Partially<CloudEnvironment>): Fault[] {
  const hours = cluster?.maintenanceWindow?.hours;
  if (cloud?.provider !== "google" || hours === undefined || hours >= LEAST_GKE_HOURS) return [];
  return [
    {
      path: "cluster.maintenanceWindow.hours",
      found: String(hours),
      expected: `at least ${LEAST_GKE_HOURS}: GKE requires 48 hours in any 32 days`,
      remedy: `Raise cluster.maintenanceWindow.hours to ${LEAST_GKE_HOURS}.`,
    },
  ];
}
