import { Decimal } from "decimal.js";
import type { Confidence } from "../estimate";
import usEast1 from "./aws/us-east-1.json";
import usCentral1 from "./google/us-central1.json";

export interface Price {
  /** USD per unit. */
  readonly usd: Decimal;
  readonly confidence: Confidence;
}

interface PriceTable {
  readonly unit: string;
  readonly confidence: string;
  readonly source: string;
  readonly prices: Readonly<Record<string, string>>;
}

/** Public list prices of one region; `asOf` is the day of the tables. Prices are text, so that no digit is lost. */
export interface PriceBook {
  readonly provider: string;
  readonly region: string;
  readonly asOf: string;
  readonly tables: Readonly<Record<string, PriceTable>>;
}

const BOOKS: readonly PriceBook[] = [usEast1, usCentral1];

/** The book of a region; `undefined` for regions without one, whose resources are then named as unpriced. */
export function priceBook(provider: "aws" | "google", region: string): PriceBook | undefined {
  return BOOKS.find((book) => book.provider === provider && book.region === region);
}

/** The price of a thing; `undefined` if the book doesn't have it. */
export function findPrice(book: PriceBook, table: string, name: string): Price | undefined {
  const prices = book.tables[table];
  const usd = prices && Object.hasOwn(prices.prices, name) ? prices.prices[name] : undefined;
  return prices && usd !== undefined
    ? { usd: new Decimal(usd), confidence: confidenceOf(prices.confidence) }
    : undefined;
}

function confidenceOf(text: string): Confidence {
  return text === "high" || text === "medium" ? text : "low";
}
