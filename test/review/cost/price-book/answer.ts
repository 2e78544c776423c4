import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ListPrice } from "../../../../src/review/cost/price-book/list-price";

/** The text of a price list response. */
export function answer(name: string): string {
  return readFileSync(join(__dirname, "answers", name), "utf8");
}

/** Its lines, as a file is read. */
export function lines(name: string): string[] {
  return answer(name).trimEnd().split("\n");
}

/** Name (with its table, unless that is `items`) → USD and unit. */
export function named(prices: readonly ListPrice[]): Record<string, string> {
  return Object.fromEntries(
    prices.map(({ table, name, usd, unit }) => [
      table === "items" ? name : `${table} ${name}`,
      `${usd.toFixed()} ${unit}`,
    ]),
  );
}
