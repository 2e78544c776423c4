import { Decimal } from "decimal.js";
import type { CloudProvider } from "../../../facts/provider";
import type { Confidence } from "../estimate";
import apNortheast1 from "./aws/ap-northeast-1.json";
import apSoutheast1 from "./aws/ap-southeast-1.json";
import euCentral1 from "./aws/eu-central-1.json";
import euWest1 from "./aws/eu-west-1.json";
import usEast1 from "./aws/us-east-1.json";
import usWest2 from "./aws/us-west-2.json";
import asia from "./google/asia.json";
import asiaNortheast1 from "./google/asia-northeast1.json";
import asiaSoutheast1 from "./google/asia-southeast1.json";
import eu from "./google/eu.json";
import europeWest1 from "./google/europe-west1.json";
import europeWest4 from "./google/europe-west4.json";
import us from "./google/us.json";
import usCentral1 from "./google/us-central1.json";
import googleUsEast1 from "./google/us-east1.json";

export interface Price {
  /** USD per unit. */
  readonly usd: Decimal;
  readonly unit: string;
  readonly confidence: Confidence;
}

/** A row's own values override those of its table. */
export interface PriceRow {
  readonly usd: string;
  readonly unit?: string | undefined;
  readonly confidence?: string | undefined;
  readonly source?: string | undefined;
  readonly asOf?: string | undefined;
}

/** A table's values apply to rows without their own. */
export interface PriceTable {
  readonly unit?: string | undefined;
  readonly confidence: string;
  readonly source: string;
  /** @default - the day of the book */
  readonly asOf?: string | undefined;
  readonly prices: Readonly<Record<string, string | PriceRow>>;
}

/** Public list prices of one region; `asOf` is the default date of the tables. Prices are strings, so that no digit is lost. */
export interface PriceBook {
  readonly provider: string;
  readonly region: string;
  readonly currency: string;
  readonly asOf: string;
  readonly source: string;
  readonly tables: Readonly<Record<string, PriceTable>>;
}

/** Every book; `asia`, `eu` and `us` are multi-regions of Cloud Storage. */
export const PRICE_BOOKS: readonly PriceBook[] = [
  ...[apNortheast1, apSoutheast1, euCentral1, euWest1, usEast1, usWest2],
  ...[asia, asiaNortheast1, asiaSoutheast1, eu, europeWest1, europeWest4, us, usCentral1, googleUsEast1],
];

/** The book of a region; `undefined` for regions without one, whose resources are listed as unpriced. */
export function priceBook(provider: CloudProvider, region: string): PriceBook | undefined {
  return PRICE_BOOKS.find((book) => book.provider === provider && book.region === region);
}

/** The price of an item; `undefined` if the book doesn't have it. */
export function findPrice(book: PriceBook, table: string, name: string): Price | undefined {
  const found = book.tables[table];
  const entry = found && Object.hasOwn(found.prices, name) ? found.prices[name] : undefined;
  if (!found || entry === undefined) return undefined;
  const row: PriceRow = typeof entry === "string" ? { usd: entry } : entry;
  return {
    usd: new Decimal(row.usd),
    unit: row.unit ?? found.unit ?? "",
    confidence: confidenceOf(row.confidence ?? found.confidence),
  };
}

function confidenceOf(text: string): Confidence {
  return text === "high" || text === "medium" ? text : "low";
}
