import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../../../src/cli/input/load-environments";
import { synthesize } from "../../../src/framework/synthesize";
import { ESTIMATORS } from "../../../src/review/cost/estimators";
import { isFree } from "../../../src/review/cost/free-types";
import { findPrice, PRICE_BOOKS, priceBook } from "../../../src/review/cost/price-book/price-book";
import { ResourceGraph } from "../../../src/review/model";
import { addStacks } from "../../../src/stacks/clouds";

const folder = resolve(__dirname, "../../../src/review/cost/estimators");

test("every estimator has a file named after its type, and is in the list", () => {
  const files = readdirSync(folder).filter((file) => file !== "index.ts");
  expect(ESTIMATORS.map(({ type }) => `${type.replace("/", "_")}.ts`).sort()).toEqual(files.sort());
});

test("nothing is both priced and free", () => {
  expect(ESTIMATORS.filter(({ type }) => isFree(type)).map(({ type }) => type)).toEqual([]);
});

test("all resources of the shipped environments are priced or free", () => {
  const environments = loadEnvironments(join(__dirname, "../../../environments"), "2026-11-01");
  const priced = new Set(ESTIMATORS.map(({ type }) => type));
  const unknown = environments.flatMap((environment) => {
    const graph = ResourceGraph.fromTerraform(synthesize((app) => addStacks(app, environment)));
    const types = new Set(graph.resources.filter(({ mode }) => mode === "managed").map(({ type }) => type));
    expect(types.size).toBeGreaterThan(environment.cloud.provider === "kubernetes" ? 3 : 20);
    return [...types].filter((type) => !priced.has(type) && !isFree(type));
  });
  expect(unknown).toEqual([]);
});

test.each([
  "aws_route53_zone",
  "aws_route53_resolver_endpoint",
  "aws_s3_bucket_inventory",
  "google_project_unheard_of",
])("%s is not free although its name starts like a free type", (type) => expect(isFree(type)).toBe(false));

describe.each(PRICE_BOOKS.map((book) => [book.region, book] as const))("the price book of %s", (region, book) => {
  const tables = Object.entries(book.tables);

  test("has a source and a date, and is found by its region", () => {
    expect(book.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(book.currency).toBe("USD");
    expect(priceBook(book.provider === "aws" ? "aws" : "google", region)).toBe(book);
  });

  test.each(tables)(
    "every price of table %s is a number with a unit, a source, a date and a confidence",
    (name, table) => {
      for (const [key, entry] of Object.entries(table.prices)) {
        const row = typeof entry === "string" ? { usd: entry } : entry;
        const price = findPrice(book, name, key);
        expect({ key, usd: row.usd }).toEqual({ key, usd: expect.stringMatching(/^\d+(\.\d+)?$/) });
        expect({ key, unit: price?.unit }).toEqual({ key, unit: expect.stringMatching(/^[A-Za-z]/) });
        expect(["high", "medium", "low"]).toContain(row.confidence ?? table.confidence);
        expect(row.source ?? table.source).toMatch(/^https:\/\//);
        expect(row.asOf ?? book.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
    },
  );
});

test("a price confirmed by fewer sources is marked", () => {
  const book = priceBook("aws", "us-east-1");
  const confidence = (table: string, name: string) => book && findPrice(book, table, name)?.confidence;
  expect([
    confidence("rds.postgres.single-az", "db.m7g.large"),
    confidence("rds.postgres.multi-az", "db.t4g.micro"),
    confidence("rds.postgres.multi-az", "db.m7g.large"),
  ]).toEqual(["high", "medium", "low"]);
});
