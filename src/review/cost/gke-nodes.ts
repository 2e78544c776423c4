import type { Resource } from "../model";
import type { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";
import { expectedSize, nodeHours, type PoolSize } from "./pool-size";

/** `total_…` counts nodes of the pool; the others count nodes of each zone, so that three zones have three times as many. */
export function gkePoolSize(pool: Resource, context: EstimateContext, bill: Bill): PoolSize | undefined {
  const zones = zonesOf(pool, context);
  const total = bill.number("autoscaling.total_max_node_count", Number.NaN);
  if (total !== undefined) return sized(bill.number("autoscaling.total_min_node_count"), total, 1, context);
  const max = bill.number("autoscaling.max_node_count", Number.NaN);
  if (max !== undefined) return sized(bill.number("autoscaling.min_node_count"), max, zones, context);
  const count = bill.number("node_count", 1);
  return sized(count, count, zones, context);
}

/** GPUs beside the machine. Those of G2, A2 and A3 are in the price of the machine and not counted again. */
export function attachedGpus(pool: Resource, { graph }: EstimateContext, bill: Bill, size: PoolSize): CostLine[] {
  const machineType = bill.text("node_config.machine_type") ?? "";
  if (/^(g2|a2|a3|a4)-/.test(machineType)) return [];
  const spot = bill.text("node_config.spot", "false") === "true";
  return graph.blocks(pool, "node_config.guest_accelerator").map(({ type, count }) => {
    const name = String(type).replace(/^nvidia-(tesla-)?/, "");
    const each = nodeHours({
      low: size.low * Number(count),
      high: size.high * Number(count),
      expected: size.expected * Number(count),
    });
    return bill.line({ item: `GPUs ${name}`, ...each, unit: "h", price: `gpu.${name}.${spot ? "spot" : "on_demand"}` });
  });
}

function sized(min: number | undefined, max: number | undefined, zones: number | undefined, context: EstimateContext) {
  if (min === undefined || max === undefined || zones === undefined) return undefined;
  return expectedSize(min * zones, max * zones, context);
}

function zonesOf(pool: Resource, { graph }: EstimateContext): number | undefined {
  const own = graph.attribute(pool, "node_locations");
  if (own.kind === "known") return Array.isArray(own.value) ? own.value.length : undefined;
  const [cluster] = graph.references(pool, "cluster");
  const inherited = cluster && graph.attribute(cluster, "node_locations");
  return inherited?.kind === "known" && Array.isArray(inherited.value) ? inherited.value.length : undefined;
}
