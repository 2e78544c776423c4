import { kubernetesSupport } from "../../../facts/kubernetes-support";
import type { Resource } from "../../model";
import { autoscaledNodes } from "../autoscaled-nodes";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://cloud.google.com/kubernetes-engine/pricing; the monthly credit for one zonal cluster is not subtracted. */
export const googleContainerCluster: Estimator = {
  type: "google_container_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({ item: "GKE cluster", quantity: HOURS_PER_MONTH, price: "gke.cluster" }),
      ...extendedSupport(bill, context.today),
      ...ownNodes(bill),
      ...provisionedNodes(resource, bill, context),
    ];
  },
};

/** Node auto-provisioning creates E2 nodes unless a pod requests another type: https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-provisioning */
function provisionedNodes(cluster: Resource, bill: Bill, context: EstimateContext): CostLine[] {
  if (bill.text("cluster_autoscaling.enabled", "false") !== "true") return [];
  const limits = context.graph.blocks(cluster, "cluster_autoscaling.resource_limits");
  const cpuLimit = limits.find(({ resource_type }) => resource_type === "cpu")?.maximum;
  if (typeof cpuLimit !== "number") return [bill.unpriced("auto-provisioned nodes", "no known limit on their number")];
  const machine = { table: "compute.on-demand", type: "e2-standard-4", cpus: 4 };
  return [autoscaledNodes(bill, "auto-provisioned nodes", { cpuLimit, ...machine }, context)];
}

/** Billed on top of the cluster; only clusters in the extended channel stay on a version past standard support. */
function extendedSupport(bill: Bill, today: string): CostLine[] {
  if (bill.text("release_channel.channel") !== "EXTENDED") return [];
  const end = kubernetesSupport("google", bill.text("min_master_version") ?? "")?.standard;
  const item = "GKE extended support";
  if (end === undefined) return [bill.unpriced(item, "it is unknown whether its version is past standard support")];
  if (end >= today) return [];
  return [bill.line({ item, quantity: HOURS_PER_MONTH, price: "gke.cluster.extended_support" })];
}

/** Nodes of the cluster itself, in addition to those of google_container_node_pool. */
function ownNodes(bill: Bill): CostLine[] {
  if (bill.text("enable_autopilot", "false") !== "false") {
    return [bill.unpriced("Autopilot", "it is billed by the pods' requests")];
  }
  return bill.text("remove_default_node_pool", "false") === "true" && !bill.has("node_pool")
    ? []
    : [bill.unpriced("nodes of the cluster itself", "the bill only has pools that are separate resources")];
}
