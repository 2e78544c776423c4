import { Decimal } from "decimal.js";
import type { JsonObject } from "../model";
import type { Bill } from "./bill";
import type { CostLine, EstimateContext } from "./estimate";

/** The data of a bucket, in the class that objects are written to and the class that old objects move to. */
export interface StoredObjects {
  readonly gb: number;
  /** Names of prices. */
  readonly written: string;
  /** @default - objects stay in the class that they are written to */
  readonly cold: string | undefined;
}

/** The lines for the data of a bucket. */
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

/** The first class that enabled lifecycle rules move current objects to; `undefined` if there is none. */
export function coldClass(rules: readonly JsonObject[], classOf: (rule: JsonObject) => unknown): string | undefined {
  return rules.map(classOf).find((name) => typeof name === "string");
}
