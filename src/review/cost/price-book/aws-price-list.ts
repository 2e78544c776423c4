import { Decimal } from "decimal.js";
import { AWS_SELECTORS, type AwsSelector } from "./aws-selectors";
import { csvRecord } from "./csv-record";
import { type ListAnswer, type ListPrice, PriceListFault } from "./list-price";

/** One row of an offer file: its fields by the names of its columns. */
export type AwsRow = (column: string) => string;

/** Columns that identify every row; the other columns differ by offer. */
const COLUMNS = ["SKU", "TermType", "StartingRange", "Unit", "PricePerUnit", "Currency", "Product Family"];

/** URL of the offer file of one region. https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html */
export function awsOfferUrl(offer: string, region: string): string {
  return `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/${region}/index.csv`;
}

/** Offers with prices in the book. */
export const AWS_OFFERS: readonly string[] = [...new Set(AWS_SELECTORS.map(({ offer }) => offer))].sort();

/**
 * The prices of the book in an offer file of the AWS Price List. It is read line by line: EC2's has hundreds of
 * megabytes.
 * @throws PriceListFault if it isn't this offer's list, is truncated, or has two prices for one item
 */
export function readAwsOffer(lines: Iterable<string>, offer: string, region: string): ListAnswer {
  const selectors = AWS_SELECTORS.filter((selector) => selector.offer === offer);
  const found = new Map<string, ListPrice>();
  const head = new Map<string, string>();
  let columns: ReadonlyMap<string, number> | undefined;
  let last = "";
  for (const line of lines) {
    if (!columns) {
      const fields = csvRecord(line);
      if (fields[0] === "SKU") columns = header(fields, head, offer);
      else head.set(fields[0] ?? "", fields[1] ?? "");
      if (head.size > 20) throw new PriceListFault("no row of column names in the first 20 lines", "an offer file");
      continue;
    }
    last = line;
    // Most rows are for reserved instances; they are never split.
    if (!line.includes("OnDemand")) continue;
    const row = rowOf(line, columns);
    if (row("TermType") === "OnDemand") take(row, selectors, region, found);
  }
  if (!columns) throw new PriceListFault("no row of column names", "an offer file of the AWS Price List as CSV");
  rowOf(last, columns);
  return {
    asOf: (head.get("Publication Date") ?? "").slice(0, 10),
    source: awsOfferUrl(offer, region),
    covers: { items: selectors.flatMap(({ name }) => (typeof name === "string" ? [name] : [])) },
    prices: [...found.values()],
  };
}

function header(
  fields: readonly string[],
  head: ReadonlyMap<string, string>,
  offer: string,
): ReadonlyMap<string, number> {
  const own = head.get("OfferCode") ?? "(none)";
  if (own !== offer) throw new PriceListFault(`the offer ${own}`, `the offer ${offer}`);
  const day = head.get("Publication Date") ?? "(none)";
  if (!/^\d{4}-\d{2}-\d{2}T/.test(day)) throw new PriceListFault(`publication date ${day}`, "a day");
  const columns = new Map(fields.map((name, index) => [name, index]));
  const missing = COLUMNS.filter((name) => !columns.has(name));
  if (missing.length > 0)
    throw new PriceListFault(`no column ${missing.join(", ")}`, `the columns ${COLUMNS.join(", ")}`);
  return columns;
}

function rowOf(line: string, columns: ReadonlyMap<string, number>): AwsRow {
  const fields = csvRecord(line);
  if (fields.length !== columns.size) {
    throw new PriceListFault(
      `a row of ${fields.length} fields under ${columns.size} columns`,
      "rows with every field: the file is truncated",
    );
  }
  return (column) => fields[columns.get(column) ?? -1] ?? "";
}

function take(row: AwsRow, selectors: readonly AwsSelector[], region: string, found: Map<string, ListPrice>): void {
  for (const selector of selectors) {
    if (!matches(row, selector, region)) continue;
    const price = priceOf(row, selector);
    const key = `${price.table} ${price.name}`;
    const other = found.get(key);
    if (other && !other.usd.eq(price.usd)) {
      throw new PriceListFault(
        `two prices for ${price.name}: ${other.usd.toFixed()} and ${price.usd.toFixed()} USD (SKU ${row("SKU")})`,
        "one price",
      );
    }
    found.set(key, price);
  }
}

/** A region's file also has its local zones, which have their own region codes. */
function matches(row: AwsRow, { where, from = "0" }: AwsSelector, region: string): boolean {
  return (
    row("StartingRange") === from &&
    (row("Region Code") || region) === region &&
    Object.entries(where).every(([column, pattern]) => pattern.test(row(column)))
  );
}

function priceOf(row: AwsRow, { table = "items", name, unit, units }: AwsSelector): ListPrice {
  const own = typeof name === "string" ? name : row(name.column);
  const factor = Object.hasOwn(units, row("Unit")) ? units[row("Unit")] : undefined;
  if (factor === undefined) {
    throw new PriceListFault(`${own} in ${row("Unit") || "no unit"}`, `a price in ${Object.keys(units).join(" or ")}`);
  }
  if (row("Currency") !== "USD") throw new PriceListFault(`${own} in ${row("Currency")}`, "prices in USD");
  const text = row("PricePerUnit");
  if (!/^\d+(\.\d+)?$/.test(text)) throw new PriceListFault(`${own} at "${text}"`, "a number");
  const usd = new Decimal(text).times(factor);
  if (usd.isZero()) throw new PriceListFault(`${own} at 0 USD`, "a price: free items are not read from a list");
  return { table, name: own, usd, unit };
}
