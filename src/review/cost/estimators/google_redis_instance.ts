import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

const TIERS: Readonly<Record<string, string>> = { BASIC: "basic", STANDARD_HA: "standard" };

/** The maximum GiB of each capacity tier; M5 is anything larger. https://cloud.google.com/memorystore/docs/redis/pricing */
const CAPACITIES: readonly (readonly [name: string, upToGib: number])[] = [
  ["m1", 4],
  ["m2", 10],
  ["m3", 35],
  ["m4", 100],
];

/** https://cloud.google.com/memorystore/docs/redis/pricing: per GiB and hour, cheaper for larger sizes. */
export const googleRedisInstance: Estimator = {
  type: "google_redis_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const tier = bill.text("tier", "BASIC") ?? "";
    const kind = Object.hasOwn(TIERS, tier) ? TIERS[tier] : undefined;
    const size = bill.number("memory_size_gb", Number.NaN);
    if (kind === undefined || size === undefined) return [bill.unpriced("cache", "its tier or size is unknown")];
    if (bill.text("read_replicas_mode", "READ_REPLICAS_DISABLED") !== "READ_REPLICAS_DISABLED") {
      return [bill.unpriced("cache", "the book has no read replicas")];
    }
    const [capacity] = CAPACITIES.find(([, upTo]) => size <= upTo) ?? ["m5"];
    return [bill.line({ item: `cache ${tier}`, quantity: size * HOURS_PER_MONTH, price: `redis.${kind}.${capacity}` })];
  },
};
