import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { attachedGpus, gkePoolSize } from "../gke-nodes";
import { nodeDisks, nodeHours } from "../pool-size";

/** Nodes at the price of their machine type, which for G2 and A2 includes the GPU, and their boot disks. */
export const googleContainerNodePool: Estimator = {
  type: "google_container_node_pool",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const machineType = bill.text("node_config.machine_type");
    const pool = gkePoolSize(resource, context, bill);
    if (!machineType || !pool) return [bill.unpriced("nodes", "their number or type is unknown")];
    const spot = bill.text("node_config.spot", "false") === "true";
    const disk = (bill.text("node_config.disk_type", "pd-balanced") ?? "").replace("pd-", "pd.");
    const size = bill.number("node_config.disk_size_gb", 100);
    return [
      bill.line({
        item: `${spot ? "spot nodes" : "nodes"} ${machineType}`,
        ...nodeHours(pool),
        unit: "h",
        table: spot ? "compute.spot" : "compute.on-demand",
        price: machineType,
      }),
      size === undefined
        ? bill.unpriced("node disks", "their size is unknown")
        : bill.line({ item: `node disks ${disk}`, ...nodeDisks(pool, size), unit: "GB-month", price: disk }),
      ...attachedGpus(resource, context, bill, pool),
    ];
  },
};
