import type { Bill } from "./bill";
import { type CostLine, HOURS_PER_MONTH } from "./estimate";

const ENGINES: Readonly<Record<string, string>> = { redis: "Redis", valkey: "Valkey", memcached: "Memcached" };

/** ElastiCache nodes: each engine has its own prices. */
export function cacheNodes(bill: Bill, engine: string | undefined, count: number | undefined): CostLine[] {
  const type = bill.text("node_type");
  const title = engine !== undefined && Object.hasOwn(ENGINES, engine) ? ENGINES[engine] : undefined;
  if (!type || title === undefined || count === undefined) {
    return [bill.unpriced("cache nodes", "the number, type or engine is unknown")];
  }
  const days = bill.number("snapshot_retention_limit");
  return [
    bill.line({
      item: `${title} ${type}`,
      quantity: count * HOURS_PER_MONTH,
      table: `elasticache.${engine}`,
      price: type,
    }),
    // One snapshot is free. https://aws.amazon.com/elasticache/pricing/
    ...(days !== undefined && days <= 1 ? [] : [bill.unpriced("cache snapshots", "their size depends on the data")]),
  ];
}
