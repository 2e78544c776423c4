import { z } from "zod";
import { PROVIDERS } from "../../../facts/provider";
import type { PriceBook } from "./price-book";

const Amount = z.string().regex(/^\d+(\.\d+)?$/, "expected an amount in USD as a string");

const Row = z.strictObject({
  usd: Amount,
  unit: z.string().optional(),
  confidence: z.string().optional(),
  source: z.string().optional(),
  asOf: z.string().optional(),
});

const Table = z.strictObject({
  unit: z.string().optional(),
  confidence: z.string(),
  source: z.string(),
  asOf: z.string().optional(),
  prices: z.record(z.string(), z.union([Amount, Row])),
});

const Book = z.strictObject({
  provider: z.enum(PROVIDERS),
  region: z.string(),
  currency: z.literal("USD"),
  asOf: z.string(),
  source: z.string(),
  tables: z.record(z.string(), Table),
});

/**
 * A price book from the text of its file.
 * @throws Error that describes the fault
 */
export function parsePriceBook(text: string): PriceBook {
  return Book.parse(JSON.parse(text));
}
