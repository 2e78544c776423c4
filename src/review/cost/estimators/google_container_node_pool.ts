import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { gkePoolSize } from "../gke-nodes";
import { attachedGpus } from "../machine-gpus";
import { nodeDisks, nodeHours, scaled } from "../pool-size";

/**
 * Nodes at the price of their machine type, and their boot disks: by default e2-medium with 100 GB, balanced.
 * https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NodeConfig
 */
export const googleContainerNodePool: Estimator = {
  type: "google_container_node_pool",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const machineType = bill.text("node_config.machine_type", "e2-medium");
    const pool = gkePoolSize(resource, context, bill);
    const kinds = [bill.text("node_config.spot", "false"), bill.text("node_config.preemptible", "false")];
    if (!machineType || !pool || kinds.includes(undefined)) {
      return [bill.unpriced("nodes", "their number, type or kind of capacity is unknown")];
    }
    const spot = kinds.includes("true");
    const disk = bill.text("node_config.disk_type", "pd-balanced")?.replace("pd-", "pd.");
    const size = bill.number("node_config.disk_size_gb", 100);
    return [
      bill.line({
        item: `${spot ? "spot nodes" : "nodes"} ${machineType}`,
        ...nodeHours(pool),
        table: spot ? "compute.spot" : "compute.on-demand",
        price: machineType,
      }),
      size === undefined || disk === undefined
        ? bill.unpriced("node disks", "their type or size is unknown")
        : bill.line({ item: `node disks ${disk}`, ...nodeDisks(pool, size), price: disk }),
      ...attachedGpus(resource, context, bill, "node_config.guest_accelerator", {
        machineType,
        spot,
        hours: (each) => nodeHours(scaled(pool, each)),
      }),
      ...(bill.has("node_config.ephemeral_storage_local_ssd_config") ||
      bill.has("node_config.local_nvme_ssd_block_config")
        ? [bill.unpriced("local SSDs", "they are not in the book")]
        : []),
    ];
  },
};
