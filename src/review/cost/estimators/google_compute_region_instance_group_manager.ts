import type { Estimator } from "../estimate";
import { managedInstances } from "../managed-instances";

/** https://cloud.google.com/compute/vm-instance-pricing: the machines it keeps in its zones. */
export const googleComputeRegionInstanceGroupManager: Estimator = {
  type: "google_compute_region_instance_group_manager",
  estimate: managedInstances,
};
