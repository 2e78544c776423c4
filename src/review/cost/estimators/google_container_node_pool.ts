import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { gkePoolSize } from "../gke-nodes";
import { type GoogleDisk, googleDisk } from "../google-disk";
import { localSsds } from "../local-ssd";
import { attachedGpus } from "../machine-gpus";
import { nodeDisks, nodeHours, scaled } from "../pool-size";
import { sustainedUse } from "../sustained-use";

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
      return [bill.unpriced("nodes", "the number, type or capacity type is unknown")];
    }
    const spot = kinds.includes("true");
    return [
      bill.line({
        item: `${spot ? "spot nodes" : "nodes"} ${machineType}`,
        role: "machine",
        ...nodeHours(pool),
        table: spot ? "compute.spot" : "compute.on-demand",
        price: machineType,
      }),
      ...sustainedUse(bill, { machineType, spot }, pool.low, context),
      ...googleDisk(bill, "node disks", diskOfNode(bill), (each) => nodeDisks(pool, each)),
      ...attachedGpus(resource, context, bill, "node_config.guest_accelerator", {
        machineType,
        spot,
        hours: (each) => nodeHours(scaled(pool, each)),
      }),
      ...localSsds(bill, machineType, spot, localSsdCount(bill), (each) => nodeDisks(pool, each)),
    ];
  },
};

function diskOfNode(bill: Bill): GoogleDisk {
  return {
    type: bill.text("node_config.disk_type", "pd-balanced"),
    size: bill.number("node_config.disk_size_gb", 100),
  };
}

/** The three ways to request them; `undefined` if a number is unknown. */
function localSsdCount(bill: Bill): number | undefined {
  const paths = ["ephemeral_storage_local_ssd_config.local_ssd_count", "local_nvme_ssd_block_config.local_ssd_count"];
  const counts = [...paths, "local_ssd_count"].map((path) => bill.number(`node_config.${path}`));
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}
