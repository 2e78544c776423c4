import { Decimal } from "decimal.js";
import type { Json, Resource } from "../model";
import type { CostLine, EstimateContext, PricedLine } from "./estimate";
import { findPrice, type PriceBook, priceBook } from "./price-book/price-book";

/** What is to be billed: so much of this, at the price of that. */
export interface Item {
  /** What the bill calls it, e.g. "NAT gateway". */
  readonly item: string;
  readonly quantity: Decimal.Value;
  readonly unit: string;
  /** Table of the price book. @default "items" */
  readonly table?: string;
  /** Name of the price in the table. */
  readonly price: string;
  readonly charge?: PricedLine["charge"];
  /** Least and most quantity of what scales. */
  readonly range?: { readonly low: Decimal.Value; readonly high: Decimal.Value };
}

/** Writes the bill of one resource. What has no price becomes a line that says so. */
export class Bill {
  private readonly book: PriceBook | undefined;
  private readonly region: string;

  constructor(
    private readonly resource: Resource,
    private readonly context: EstimateContext,
  ) {
    const provider = resource.type.startsWith("aws_") ? "aws" : "google";
    this.region = regionOf(resource, context, provider);
    this.book = priceBook(provider, this.region);
  }

  line({ item, quantity, unit, table = "items", price, charge = "fixed", range }: Item): CostLine {
    if (!this.book)
      return this.unpriced(item, `no prices for region ${this.region === "" ? "(unknown)" : this.region} in the book`);
    const found = findPrice(this.book, table, price);
    if (!found) return this.unpriced(item, `no price for ${price} in the book of ${this.region}`);
    const amount = new Decimal(quantity);
    const cost = (value: Decimal.Value) => new Decimal(value).times(found.usd);
    return {
      kind: "priced",
      charge,
      ...this.place(),
      item,
      quantity: amount,
      unit,
      unitPrice: found.usd,
      monthly: cost(amount),
      confidence: found.confidence,
      ...(range && { range: { low: cost(range.low), high: cost(range.high) } }),
    };
  }

  unpriced(item: string, reason: string): CostLine {
    return { kind: "unpriced", ...this.place(), item, reason };
  }

  /** A known number, or `undefined` for what is unknown or no number. */
  number(path: string, absent = 0): number | undefined {
    const value = this.value(path);
    if (value === undefined) return undefined;
    const number = value === null ? absent : Number(value);
    return Number.isFinite(number) ? number : undefined;
  }

  /** A known text, `absent` where nothing is written, `undefined` for what is unknown. */
  text(path: string, absent = ""): string | undefined {
    const value = this.value(path);
    return value === undefined ? undefined : String(value ?? absent);
  }

  /** `null` for absent, `undefined` for unknown. */
  private value(path: string): Json | undefined {
    const attribute = this.context.graph.attribute(this.resource, path);
    if (attribute.kind === "unknown") return undefined;
    return attribute.kind === "known" ? attribute.value : null;
  }

  private place() {
    return { stack: this.resource.stack, address: this.resource.address };
  }
}

function regionOf(resource: Resource, { graph }: EstimateContext, provider: "aws" | "google"): string {
  for (const key of ["region", "location"]) {
    const own = graph.attribute(resource, key);
    if (own.kind === "known" && typeof own.value === "string" && own.value !== "global") {
      // A zone lies in its region; Cloud Storage writes regions in capitals.
      return own.value.toLowerCase().replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, "$1");
    }
  }
  const region = graph.stackOf(resource).providers[provider]?.[0]?.region;
  return typeof region === "string" ? region : "";
}
