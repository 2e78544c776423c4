import { Decimal } from "decimal.js";
import type { JsonObject } from "../model";
import type { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";

/** What a bucket stores, in the class that objects are written in and in the one that they move to when they are old. */
export interface StoredObjects {
  readonly gb: number;
  /** Names of prices. */
  readonly written: string;
  /** @default - they stay in the class that they are written in */
  readonly cold: string | undefined;
}

/** The lines of what a bucket stores. */
export function objectStorage(
  bill: Bill,
  { gb, written, cold }: StoredObjects,
  { usage }: EstimateContext,
): CostLine[] {
  const moved = cold === undefined ? new Decimal(0) : new Decimal(gb).times(usage.coldStorageShare);
  const line = (price: string, quantity: Decimal.Value) =>
    bill.line({ item: `object storage ${price.replace(/^\w+\./, "")}`, quantity, price, charge: "usage" });
  return [
    line(written, new Decimal(gb).minus(moved)),
    ...(cold === undefined || moved.isZero() ? [] : [line(cold, moved)]),
  ];
}

/** The first class that enabled lifecycle rules move current objects to; `undefined` where none does. */
export function coldClass(rules: readonly JsonObject[], classOf: (rule: JsonObject) => unknown): string | undefined {
  return rules.map(classOf).find((name) => typeof name === "string");
}
