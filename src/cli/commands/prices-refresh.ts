import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CloudProvider } from "../../facts/provider";
import { InputError, type Problem } from "../../problems/problem";
import { AWS_OFFERS, awsOfferUrl, readAwsOffer } from "../../review/cost/price-book/aws-price-list";
import {
  GOOGLE_SERVICES,
  type GoogleSku,
  googleSkusUrl,
  readGooglePage,
  readGoogleSkus,
} from "../../review/cost/price-book/google-catalog";
import { type ListAnswer, PriceListFault } from "../../review/cost/price-book/list-price";
import { parsePriceBook } from "../../review/cost/price-book/parse-price-book";
import type { PriceBook } from "../../review/cost/price-book/price-book";
import { type PriceChange, refreshBook } from "../../review/cost/price-book/refresh";
import type { Download } from "../input/download";
import { readLines } from "../input/read-lines";
import type { Io } from "../io";
import { priceChanges } from "../output/price-changes";

export interface PricesRefreshOptions {
  /** Folder of the price book, with a subfolder for each cloud. */
  readonly book: string;
  /** @default - every region that has a price book */
  readonly region?: readonly string[];
  /** API key for the Cloud Billing Catalog. */
  readonly apiKey?: string;
}

/** A price list and the book that its prices go into. */
interface List {
  readonly url: string;
  readonly book: PriceBook;
  readonly read: () => ListAnswer;
}

/**
 * `mlops prices refresh`: updates the price book from the cloud's current public price list. Every list is read and
 * checked before the first file is written.
 * @returns exit status 0
 * @throws InputError for incomplete lists and for unknown regions
 */
export function pricesRefreshCommand(
  cloud: CloudProvider,
  options: PricesRefreshOptions,
  io: Io,
  download: Download,
): number {
  const books = booksOf(cloud, options);
  const lists = cloud === "aws" ? awsLists(books, download) : googleLists(books, options.apiKey, io.today(), download);
  const problems: Problem[] = [];
  const refreshed = new Map(books.map((book) => [book.region, book]));
  const changes: PriceChange[] = [];
  let confirmed = 0;
  for (const { url, book, read } of lists) {
    const current = refreshed.get(book.region) ?? book;
    try {
      const result = refreshBook(current, read());
      refreshed.set(book.region, result.book);
      changes.push(...result.changes);
      confirmed += result.confirmed;
    } catch (error) {
      const problem = problemOf(url, error);
      if (!problems.some(({ source, found }) => source === url && found === problem.found)) problems.push(problem);
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  for (const book of refreshed.values()) {
    io.writeFile(join(options.book, cloud, `${book.region}.json`), `${JSON.stringify(book, null, 2)}\n`);
  }
  io.write(priceChanges(changes, confirmed));
  return 0;
}

function booksOf(cloud: string, { book, region }: PricesRefreshOptions): PriceBook[] {
  const folder = join(book, cloud);
  const known = readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : []));
  const unknown = (region ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({
        source: "--region",
        path: "",
        found: name,
        expected: `a region with a price book: ${known.join(", ")}`,
        remedy: "Choose one of these, or add a file with an empty price book for the region first.",
      })),
    );
  }
  return (region ?? known).map((name) => parsePriceBook(readFileSync(join(folder, `${name}.json`), "utf8")));
}

function* awsLists(books: readonly PriceBook[], download: Download): Generator<List> {
  for (const book of books) {
    for (const offer of AWS_OFFERS) {
      const url = awsOfferUrl(offer, book.region);
      yield { url, book, read: () => readAwsOffer(readLines(download(url)), offer, book.region) };
    }
  }
}

/** One response of the catalog covers all regions, so it is requested only once. */
function* googleLists(
  books: readonly PriceBook[],
  apiKey: string | undefined,
  today: string,
  download: Download,
): Generator<List> {
  if (!apiKey) {
    throw new InputError([
      {
        source: "--api-key",
        path: "",
        found: "(none)",
        expected: "an API key for the Cloud Billing API",
        remedy: "Create one in any of your projects and set MLOPS_GOOGLE_API_KEY.",
      },
    ]);
  }
  for (const service of GOOGLE_SERVICES) {
    let skus: readonly GoogleSku[] | undefined;
    for (const book of books) {
      const read = () => {
        skus ??= allSkus(service, apiKey, download);
        return readGoogleSkus(skus, service, book.region, today);
      };
      yield { url: googleSkusUrl(service), book, read };
    }
  }
}

function allSkus(service: string, apiKey: string, download: Download): GoogleSku[] {
  const skus: GoogleSku[] = [];
  const tokens = new Set<string>();
  let token = "";
  do {
    tokens.add(token);
    const page = readGooglePage(
      readFileSync(download(googleSkusUrl(service, token), { "X-Goog-Api-Key": apiKey }), "utf8"),
    );
    skus.push(...page.skus);
    token = page.nextPageToken;
    if (tokens.has(token) && token !== "") throw new PriceListFault(`page ${token} twice`, "a last page");
  } while (token !== "");
  return skus;
}

function problemOf(source: string, error: unknown): Problem {
  const fault = error instanceof PriceListFault ? error : undefined;
  return {
    source,
    path: "",
    found: fault?.found ?? (error instanceof Error ? error.message : String(error)),
    expected: fault?.expected ?? "a response",
    remedy:
      "Try again later. If it keeps failing, the format of the list has changed and the selectors need an update.",
  };
}
