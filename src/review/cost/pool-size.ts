import { Decimal } from "decimal.js";
import type { Bill, Item } from "./bill";
import { type EstimateContext, HOURS_PER_MONTH } from "./estimate";

/** Nodes of a scaling pool. */
export interface PoolSize {
  readonly low: number;
  readonly high: number;
  /** Average number of running nodes: `low` plus the used share of the rest. */
  readonly expected: number;
}

/** The size of a pool from its limits; `undefined` if one is unknown. */
export function poolSize(bill: Bill, context: EstimateContext, min: string, max: string): PoolSize | undefined {
  const low = bill.number(min);
  const high = bill.number(max, low ?? 0);
  return low === undefined || high === undefined ? undefined : expectedSize(low, high, context);
}

export function expectedSize(low: number, high: number, { usage }: EstimateContext): PoolSize {
  const expected = new Decimal(high).minus(low).times(usage.poolUtilisation).plus(low);
  return { low, high, expected: expected.toNumber() };
}

/** The pool's size counted in units per node, e.g. GPUs. */
export function scaled({ low, high, expected }: PoolSize, each: number): PoolSize {
  return { low: low * each, high: high * each, expected: new Decimal(expected).times(each).toNumber() };
}

export function nodeHours(pool: PoolSize): Pick<Item, "quantity" | "range"> {
  return times(pool, HOURS_PER_MONTH);
}

/** Disks are created and deleted with their nodes. */
export function nodeDisks(pool: PoolSize, sizeGb: number): Pick<Item, "quantity" | "range"> {
  return times(pool, sizeGb);
}

function times({ low, high, expected }: PoolSize, each: number): Pick<Item, "quantity" | "range"> {
  return {
    quantity: new Decimal(expected).times(each),
    range: { low: new Decimal(low).times(each), high: new Decimal(high).times(each) },
  };
}
