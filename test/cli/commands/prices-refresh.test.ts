import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pricesRefreshCommand } from "../../../src/cli/commands/prices-refresh";
import { writeAtomically } from "../../../src/cli/output/write-atomically";
import { InputError } from "../../../src/problems/problem";
import { PRICE_BOOKS } from "../../../src/review/cost/price-book/price-book";
import { answer } from "../../review/cost/price-book/answer";
import { temporaryFolder } from "../../temporary-folder";
import { runCli } from "../run-cli";

const BOOK = {
  provider: "aws",
  region: "eu-west-1",
  currency: "USD",
  asOf: "2025-05-28",
  source: "https://aws.amazon.com/pricing/",
  tables: {
    items: {
      confidence: "medium",
      source: "https://aws.amazon.com/pricing/",
      prices: { "nat_gateway.hour": { usd: "0.04", unit: "h" }, "kms.key": { usd: "1", unit: "month" } },
    },
  },
};

/** A folder with this price book. */
function folderWith(book: typeof BOOK): string {
  const folder = temporaryFolder("price-book");
  mkdirSync(join(folder, book.provider));
  writeFileSync(join(folder, book.provider, `${book.region}.json`), JSON.stringify(book));
  return folder;
}

/** A price list of an offer with one row that is not in the book. */
function otherOffer(offer: string): string {
  const lines = answer("AmazonEC2.csv").replaceAll("AmazonEC2", offer).split("\n");
  return [...lines.slice(0, 6), lines[6] ?? ""].join("\n");
}

interface Run {
  readonly output: string;
  readonly urls: readonly string[];
  readonly headers: readonly object[];
}

/** Refreshes with these responses, selected by a part of the URL. */
function refresh(cloud: "aws" | "google", book: string, answers: Readonly<Record<string, string>>, apiKey = ""): Run {
  const folder = temporaryFolder("answers");
  const urls: string[] = [];
  const headers: object[] = [];
  let output = "";
  pricesRefreshCommand(
    cloud,
    { book, apiKey },
    {
      today: () => "2026-11-01",
      color: false,
      readInput: () => Buffer.from(""),
      write: (text) => {
        output += text;
      },
      writeError: () => undefined,
      writeFile: writeAtomically,
    },
    (url, own = {}) => {
      urls.push(url);
      headers.push(own);
      const [, text] = Object.entries(answers).find(([part]) => url.includes(part)) ?? [];
      const path = join(folder, String(urls.length));
      writeFileSync(path, text ?? otherOffer(/aws\/([^/]+)\//.exec(url)?.[1] ?? ""));
      return path;
    },
  );
  return { output, urls, headers };
}

const written = (folder: string, cloud: string, region: string) =>
  JSON.parse(readFileSync(join(folder, cloud, `${region}.json`), "utf8"));

test("AWS: prints the changes and writes the book", () => {
  const folder = folderWith(BOOK);
  const { output, urls } = refresh("aws", folder, { "/AmazonEC2/": answer("AmazonEC2.csv") });
  // 0.048 / 0.04 = 1.2
  expect(output).toMatch(/^eu-west-1 {2}nat_gateway\.hour +0\.04 → 0\.048 USD\/h +\+20\.0 %$/m);
  expect(output).toMatch(/^eu-west-1 {2}ebs\.gp3 +\(none\) → 0\.088 USD\/GB-month +new$/m);
  expect(output).toMatch(/^1 changed, 7 new, 0 unchanged\.$/m);
  expect(urls).toContain(
    "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/eu-west-1/index.csv",
  );
  const { tables } = written(folder, "aws", "eu-west-1");
  expect(tables.items.prices["nat_gateway.hour"]).toMatchObject({ usd: "0.048", asOf: "2026-09-25" });
  expect(tables.items.prices["kms.key"]).toEqual({ usd: "1", unit: "month" });
  expect(tables["ec2.on-demand"].prices).toEqual({ "m7i.large": "0.11235", "t4g.nano": "0.0046" });
});

test("one truncated response, and nothing is written; every problem is reported", () => {
  const folder = folderWith(BOOK);
  const before = readFileSync(join(folder, "aws", "eu-west-1.json"), "utf8");
  let problems: InputError["problems"] = [];
  try {
    refresh("aws", folder, {
      "/AmazonEC2/": answer("AmazonEC2.csv").slice(0, -100),
      "/AmazonRDS/": "<html>Service Unavailable</html>",
    });
  } catch (error) {
    if (error instanceof InputError) problems = error.problems;
  }
  expect(problems.map(({ source, found }) => [source.split("/").at(-4), found])).toEqual([
    ["AmazonEC2", expect.stringContaining("fields under 36 columns")],
    ["AmazonRDS", "no row of column names"],
  ]);
  expect(readFileSync(join(folder, "aws", "eu-west-1.json"), "utf8")).toBe(before);
  expect(readdirSync(join(folder, "aws"))).toEqual(["eu-west-1.json"]);
});

const GOOGLE = {
  ...BOOK,
  provider: "google",
  region: "us-central1",
  tables: {
    items: {
      ...BOOK.tables.items,
      prices: { "nat_gateway.hour": { usd: "0.35", unit: "h" }, "kms.key": { usd: "0.06", unit: "month" } },
    },
  },
};

test("Google Cloud: follows the pages, and sends the key in a header", () => {
  const folder = folderWith(GOOGLE);
  const { output, urls, headers } = refresh(
    "google",
    folder,
    {
      pageToken: answer("compute-engine-2.json"),
      "/6F81-5844-456A/": answer("compute-engine-1.json"),
      "/9662-B51E-5089/": answer("cloud-sql.json"),
      services: '{"skus":[],"nextPageToken":""}',
    },
    "key",
  );
  expect(urls.filter((url) => url.includes("6F81-5844-456A"))).toEqual([
    "https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus?currencyCode=USD&pageSize=5000",
    "https://cloudbilling.googleapis.com/v1/services/6F81-5844-456A/skus?currencyCode=USD&pageSize=5000&pageToken=AOP9AjK2",
  ]);
  expect(new Set(headers.map((own) => JSON.stringify(own)))).toEqual(new Set(['{"X-Goog-Api-Key":"key"}']));
  expect(urls.join()).not.toContain("key=");
  expect(output).toContain("gpu.v100.on_demand");
  expect(written(folder, "google", "us-central1").tables.items.prices["cloudsql.ram"]).toMatchObject({
    usd: "5.11",
    asOf: "2026-11-01",
  });
});

test("pages that repeat are rejected", () => {
  const again = answer("compute-engine-1.json");
  expect(() =>
    refresh("google", folderWith(GOOGLE), { "/6F81-5844-456A/": again, services: '{"skus":[]}' }, "key"),
  ).toThrow(InputError);
});

test("Google's list requires an API key", () => {
  const { status, errors } = runCli("prices", "refresh", "google", "--book", folderWith(GOOGLE));
  expect(status).toBe(2);
  expect(errors).toContain("MLOPS_GOOGLE_API_KEY");
});

test("a region without a book is reported with those that have one", () => {
  const { status, errors } = runCli("prices", "refresh", "aws", "--region", "moon-1", "--book", folderWith(BOOK));
  expect(status).toBe(2);
  expect(errors).toContain("moon-1");
  expect(errors).toContain("eu-west-1");
});

test("an unknown cloud is rejected", () => {
  expect(runCli("prices", "refresh", "azure")).toMatchObject({ status: 2 });
});

test("the shipped books have the format that a refresh writes", () => {
  const folder = join(__dirname, "../../../src/review/cost/price-book");
  for (const { provider, region } of PRICE_BOOKS) {
    const text = readFileSync(join(folder, provider, `${region}.json`), "utf8");
    expect(`${JSON.stringify(JSON.parse(text), null, 2)}\n`).toBe(text);
  }
});
