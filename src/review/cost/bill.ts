import { Decimal } from "decimal.js";
import { isScalar, type Json, type Resource } from "../model";
import type { CostLine, EstimateContext, PricedLine } from "./estimate";
import { Money } from "./money";
import { findPrice, type PriceBook, priceBook } from "./price-book/price-book";
import { providerOf, regionOf } from "./region";

/** An item to bill: a quantity at a price. */
export interface Item {
  /** Its name on the bill, e.g. "NAT gateway". */
  readonly item: string;
  /** In the unit of the price. */
  readonly quantity: Decimal.Value;
  /** Table of the price book. @default "items" */
  readonly table?: string;
  /** Name of the price in the table. */
  readonly price: string;
  readonly role?: PricedLine["role"];
  /** @default "fixed" */
  readonly charge?: PricedLine["charge"];
  /** Lowest and highest quantity, if it scales. */
  readonly range?: { readonly low: Decimal.Value; readonly high: Decimal.Value };
  /** Multiplier of the price; negative for discounts. @default 1 */
  readonly factor?: Decimal.Value;
}

/** Writes the bill of one resource. An item without a price becomes an unpriced line. */
export class Bill {
  private readonly book: PriceBook | undefined;
  private readonly region: string | undefined;

  constructor(
    private readonly resource: Resource,
    private readonly context: EstimateContext,
  ) {
    this.region = regionOf(resource, context);
    this.book = this.region === undefined ? undefined : priceBook(providerOf(resource, context), this.region);
  }

  line({ item, role, quantity, table = "items", price, charge = "fixed", range, factor = 1 }: Item): CostLine {
    if (!this.book) return this.unpriced(item, `no prices for region ${this.region ?? "(unknown)"} in the book`);
    const found = findPrice(this.book, table, price);
    if (!found) return this.unpriced(item, `no price for ${price} in the book of ${this.region}`);
    const amount = new Decimal(quantity);
    if (!amount.isFinite()) return this.unpriced(item, "its quantity is unknown");
    if (amount.lt(0)) return this.unpriced(item, `its quantity is negative: ${amount.toFixed()}`);
    const unitPrice = found.usd.times(factor);
    const cost = (value: Decimal.Value) => new Money(value).times(unitPrice);
    return {
      kind: "priced",
      charge,
      ...this.place(),
      ...(role && { role }),
      item,
      quantity: amount,
      unit: found.unit,
      unitPrice,
      monthly: cost(amount),
      confidence: found.confidence,
      ...(range && { range: { low: cost(range.low), high: cost(range.high) } }),
    };
  }

  unpriced(item: string, reason: string): CostLine {
    return { kind: "unpriced", ...this.place(), item, reason };
  }

  /** Whether it is set, known or not. */
  has(path: string): boolean {
    return this.context.graph.attribute(this.resource, path).kind !== "absent";
  }

  /** A known number, or `undefined` if it is unknown or not a number. */
  number(path: string, absent = 0): number | undefined {
    const value = this.value(path);
    const number = value === null ? absent : isScalar(value) ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? number : undefined;
  }

  /** A known string, `absent` if unset, `undefined` if it is unknown or not a string. */
  text(path: string, absent = ""): string | undefined {
    const value = this.value(path);
    if (value === null) return absent;
    return isScalar(value) ? String(value) : undefined;
  }

  /** The length of a list: 0 if unset, `undefined` if unknown. */
  count(path: string): number | undefined {
    const value = this.value(path);
    if (value === undefined || value === null) return value === null ? 0 : undefined;
    return Array.isArray(value) ? value.length : 1;
  }

  /** `null` for absent, `undefined` for unknown. */
  private value(path: string): Json | undefined {
    const attribute = this.context.graph.attribute(this.resource, path);
    if (attribute.kind === "unknown") return undefined;
    return attribute.kind === "known" ? attribute.value : null;
  }

  private place() {
    const { stack, address, constructPath } = this.resource;
    return { stack, address, constructPath };
  }
}
