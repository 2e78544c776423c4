import type { Estimator } from "../estimate";
import { managedInstances } from "../managed-instances";

/** https://cloud.google.com/compute/vm-instance-pricing: the machines it keeps in its zone. */
export const googleComputeInstanceGroupManager: Estimator = {
  type: "google_compute_instance_group_manager",
  estimate: managedInstances,
};
