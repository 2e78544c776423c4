import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://cloud.google.com/kubernetes-engine/pricing */
export const googleContainerCluster: Estimator = {
  type: "google_container_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "GKE cluster", quantity: HOURS_PER_MONTH, unit: "h", price: "gke.cluster" })];
  },
};
