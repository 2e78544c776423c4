import { Decimal } from "decimal.js";
import type { Resource } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { gkePoolSize } from "../gke-nodes";
import type { PoolSize } from "../pool-size";
import { usageShare } from "../usage-share";

/** Up to this number of machines a gateway is billed per machine; beyond it at a flat price. */
const BILLED_MACHINES = 32;

/**
 * https://cloud.google.com/nat/pricing: per machine of the same stack that uses it, by traffic, and per address.
 * Reserved addresses are billed with their google_compute_address.
 */
export const googleComputeRouterNat: Estimator = {
  type: "google_compute_router_nat",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      machineHours(bill, machinesOf(resource, context)),
      bill.line({
        item: "NAT data",
        quantity: usageShare(context.usage.natGb, resource, context),
        price: "nat.data",
        charge: "usage",
      }),
      // Google allocates as many addresses as needed; one serves at least a thousand machines.
      ...(bill.text("nat_ip_allocate_option") === "AUTO_ONLY"
        ? [bill.line({ item: "NAT address", quantity: HOURS_PER_MONTH, price: "nat.ip" })]
        : []),
    ];
  },
};

function machinesOf({ stack }: Resource, context: EstimateContext): PoolSize | undefined {
  const inStack = (type: string) => context.graph.ofType(type).filter((resource) => resource.stack === stack);
  const instances = inStack("google_compute_instance").length;
  const pools = inStack("google_container_node_pool").map((pool) =>
    gkePoolSize(pool, context, new Bill(pool, context)),
  );
  return pools.reduce<PoolSize | undefined>(
    (sum, pool) =>
      sum &&
      pool && {
        low: sum.low + pool.low,
        high: sum.high + pool.high,
        expected: new Decimal(sum.expected).plus(pool.expected).toNumber(),
      },
    { low: instances, high: instances, expected: instances },
  );
}

function machineHours(bill: Bill, machines: PoolSize | undefined): CostLine {
  const item = "NAT machines";
  if (!machines) return bill.unpriced(item, "the number of machines that use it is unknown");
  const line = (count: number) =>
    count > BILLED_MACHINES
      ? bill.line({ item, quantity: HOURS_PER_MONTH, price: "nat.hour_over_32_vms" })
      : bill.line({ item, quantity: new Decimal(count).times(HOURS_PER_MONTH), price: "nat.vm_hour" });
  const expected = line(machines.expected);
  const priced = [machines.low, machines.expected, machines.high].map(line).filter((each) => each.kind === "priced");
  if (expected.kind === "unpriced") return expected;
  const costs = priced.map(({ monthly }) => monthly);
  return { ...expected, range: { low: Decimal.min(...costs), high: Decimal.max(...costs) } };
}
