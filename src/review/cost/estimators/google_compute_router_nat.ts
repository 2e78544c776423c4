import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";
import { gkePoolSize } from "../gke-nodes";

/** https://cloud.google.com/nat/pricing: by the machine that uses it, up to 32, and by traffic. */
export const googleComputeRouterNat: Estimator = {
  type: "google_compute_router_nat",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const pools = context.graph.ofType("google_container_node_pool").filter(({ stack }) => stack === resource.stack);
    const nodes = pools.reduce(
      (sum, pool) => sum + (gkePoolSize(pool, context, new Bill(pool, context))?.expected ?? 0),
      0,
    );
    return [
      nodes <= 32
        ? bill.line({
            item: "NAT machines",
            quantity: new Decimal(nodes).times(HOURS_PER_MONTH),
            unit: "h",
            price: "nat.vm_hour",
          })
        : bill.line({ item: "NAT machines", quantity: 32 * HOURS_PER_MONTH, unit: "h", price: "nat.vm_hour" }),
      bill.line({ item: "NAT data", quantity: context.usage.natGb, unit: "GB", price: "nat.data", charge: "usage" }),
    ];
  },
};
