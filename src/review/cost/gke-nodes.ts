import type { Resource } from "../model";
import type { Bill } from "./bill";
import type { EstimateContext } from "./estimate";
import { expectedSize, type PoolSize } from "./pool-size";

/**
 * `total_…` is the number of nodes in the pool; the others are per zone, so that three zones have three times as
 * many. `undefined` if a number is unknown.
 */
export function gkePoolSize(pool: Resource, context: EstimateContext, bill: Bill): PoolSize | undefined {
  const limits = (min: number | undefined, max: number | undefined, zones: number | undefined) =>
    min === undefined || max === undefined || zones === undefined
      ? undefined
      : expectedSize(min * zones, max * zones, context);
  if (bill.has("autoscaling.total_max_node_count")) {
    return limits(bill.number("autoscaling.total_min_node_count"), bill.number("autoscaling.total_max_node_count"), 1);
  }
  const zones = zonesOf(pool, context);
  if (bill.has("autoscaling")) {
    return limits(bill.number("autoscaling.min_node_count"), bill.number("autoscaling.max_node_count"), zones);
  }
  const count = bill.number(bill.has("node_count") ? "node_count" : "initial_node_count", Number.NaN);
  return limits(count, count, zones);
}

/** Zones of the pool, or of its cluster; unknown if Google chooses them for a regional cluster. */
function zonesOf(pool: Resource, { graph }: EstimateContext): number | undefined {
  const [cluster] = graph.references(pool, "cluster").filter(({ type }) => type === "google_container_cluster");
  const listed = (resource: Resource | undefined) => {
    const zones = resource && graph.attribute(resource, "node_locations");
    if (!zones || zones.kind === "absent") return 0;
    return zones.kind === "known" && Array.isArray(zones.value) ? zones.value.length : undefined;
  };
  const own = listed(pool);
  const inherited = listed(cluster);
  const zonal = [pool, cluster].some((resource) => resource && isZone(resource.body.location));
  if (own !== 0) return own;
  // A zonal cluster has its own zone in addition to those listed.
  if (zonal) return inherited === undefined ? undefined : inherited + 1;
  return inherited === 0 ? undefined : inherited;
}

function isZone(location: unknown): boolean {
  return typeof location === "string" && /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location);
}
