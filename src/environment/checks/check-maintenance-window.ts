import type { Fault } from "../../problems/fault";
import type { Environment } from "../environment";
import type { Partially } from "../keep-valid";

/**
 * GKE refuses windows that leave it less than 48 hours in any 32 days, and only four weekly windows are certain to lie
 * in them. https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions
 */
const LEAST_GKE_HOURS = 12;

/** Windows that are too short for the cloud to do its maintenance in. */
export function checkMaintenanceWindow({ cloud, cluster }: Partially<Environment>): Fault[] {
  const hours = cluster?.maintenanceWindow?.hours;
  if (cloud?.provider !== "google" || hours === undefined || hours >= LEAST_GKE_HOURS) return [];
  return [
    {
      path: "cluster.maintenanceWindow.hours",
      found: String(hours),
      expected: `at least ${LEAST_GKE_HOURS}: GKE wants 48 hours in any 32 days`,
      remedy: `Raise cluster.maintenanceWindow.hours to ${LEAST_GKE_HOURS}.`,
    },
  ];
}
