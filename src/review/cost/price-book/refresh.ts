import { Decimal } from "decimal.js";
import { type ListAnswer, type ListPrice, PriceListFault } from "./list-price";
import type { PriceBook, PriceRow, PriceTable } from "./price-book";

/** One price that a refresh changed or added. */
export interface PriceChange {
  readonly region: string;
  /** E.g. `ec2.on-demand m7i.large`, or `nat_gateway.hour`. */
  readonly name: string;
  readonly unit: string;
  /** `undefined` for a price that the book didn't have. */
  readonly old: Decimal | undefined;
  readonly new: Decimal;
}

export interface Refreshed {
  readonly book: PriceBook;
  readonly changes: readonly PriceChange[];
  /** Prices that the list confirmed. */
  readonly confirmed: number;
}

/** A list with a smaller share of the known prices of its tables counts as incomplete. */
const LEAST_SHARE = 0.5;

/**
 * The book updated from a list. Prices that the list doesn't have stay unchanged, with their own source and date.
 * @throws PriceListFault for a list that lacks most of the prices that the book has from it
 */
export function refreshBook(book: PriceBook, { asOf, source, covers, prices }: ListAnswer): Refreshed {
  for (const table of new Set(["items", ...prices.map(({ table }) => table)])) {
    const known = Object.keys(book.tables[table]?.prices ?? {});
    const covered = covers[table];
    assertWhole(table, covered ? known.filter((name) => covered.includes(name)) : known, prices, book.region);
  }
  const changes: PriceChange[] = [];
  const tables: Record<string, PriceTable> = { ...book.tables };
  for (const name of new Set(prices.map(({ table }) => table))) {
    const found = prices.filter(({ table }) => table === name);
    const table = book.tables[name];
    changes.push(...found.flatMap((price) => changeOf(book.region, table, price)));
    tables[name] =
      name === "items" ? withItems(table, found, asOf, source) : wholeTable(table, found, { asOf, source }, book);
  }
  return { book: { ...book, tables }, changes, confirmed: prices.length - changes.length };
}

/** A truncated list may end at the end of a row and look complete, but lacks most of the known prices. */
function assertWhole(table: string, known: readonly string[], found: readonly ListPrice[], region: string): void {
  const names = new Set(found.filter((price) => price.table === table).map(({ name }) => name));
  const again = known.filter((name) => names.has(name)).length;
  if (again >= known.length * LEAST_SHARE) return;
  throw new PriceListFault(
    `${again} of the ${known.length} prices that the book of ${region} has from it (${table})`,
    "most of them: the list is truncated or for something else",
  );
}

function changeOf(region: string, table: PriceTable | undefined, { usd, unit, ...price }: ListPrice): PriceChange[] {
  const old = rowOf(table, price.name);
  const name = price.table === "items" ? price.name : `${price.table} ${price.name}`;
  if (old && new Decimal(old.usd).eq(usd)) return [];
  return [{ region, name, unit, old: old && new Decimal(old.usd), new: usd }];
}

/** Each row has its own source. */
function withItems(
  table: PriceTable | undefined,
  found: readonly ListPrice[],
  asOf: string,
  source: string,
): PriceTable {
  const rows = found.map(({ name, usd, unit }) => [
    name,
    { usd: usd.toFixed(), unit, source, asOf, confidence: "high" },
  ]);
  return {
    confidence: table?.confidence ?? "medium",
    source: table?.source ?? source,
    ...table,
    prices: { ...table?.prices, ...Object.fromEntries(rows) },
  };
}

/** The table has the source of its rows; rows that the list doesn't have keep their previous source. */
function wholeTable(
  table: PriceTable | undefined,
  found: readonly ListPrice[],
  { asOf, source }: Pick<ListAnswer, "asOf" | "source">,
  book: PriceBook,
): PriceTable {
  const fresh = new Map(found.map((price) => [price.name, price.usd.toFixed()]));
  const known = Object.entries(table?.prices ?? {});
  const kept = known.filter(([own]) => !fresh.has(own));
  const rows = [...fresh, ...kept.map(([own, row]) => [own, withOrigin(row, table, book)] as const)];
  return {
    unit: found[0]?.unit ?? table?.unit,
    confidence: found.some(({ varies }) => varies) ? "medium" : "high",
    source,
    asOf,
    prices: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function withOrigin(row: string | PriceRow, table: PriceTable | undefined, book: PriceBook): PriceRow {
  const own = typeof row === "string" ? { usd: row } : row;
  return {
    confidence: table?.confidence ?? "low",
    source: table?.source ?? book.source,
    asOf: table?.asOf ?? book.asOf,
    ...own,
  };
}

function rowOf(table: PriceTable | undefined, name: string): PriceRow | undefined {
  const row = table && Object.hasOwn(table.prices, name) ? table.prices[name] : undefined;
  return typeof row === "string" ? { usd: row } : row;
}
