import { Decimal } from "decimal.js";
import type { ListPrice } from "../../../../src/review/cost/price-book/list-price";
import type { PriceBook } from "../../../../src/review/cost/price-book/price-book";
import { refreshBook } from "../../../../src/review/cost/price-book/refresh";

const BOOK: PriceBook = {
  provider: "aws",
  region: "eu-west-1",
  currency: "USD",
  asOf: "2025-05-28",
  source: "https://aws.amazon.com/pricing/",
  tables: {
    "ec2.on-demand": {
      unit: "h",
      confidence: "medium",
      source: "https://aws.amazon.com/ec2/pricing/on-demand/",
      prices: { "m7i.large": "0.1", "t4g.nano": "0.0046", "p9.old": "9.99" },
    },
    items: {
      confidence: "medium",
      source: "https://aws.amazon.com/pricing/",
      prices: { "kms.key": { usd: "1", unit: "month" }, "nat_gateway.hour": { usd: "0.05", unit: "h" } },
    },
  },
};

const price = (name: string, usd: string, table = "items", unit = "h"): ListPrice => ({
  table,
  name,
  usd: new Decimal(usd),
  unit,
});

const list = (...prices: ListPrice[]) => ({
  asOf: "2026-09-25",
  source: "https://prices.example/list.csv",
  covers: { items: ["nat_gateway.hour", "nat_gateway.data"] },
  prices,
});

const found = list(
  price("m7i.large", "0.11235", "ec2.on-demand"),
  price("t4g.nano", "0.00460000", "ec2.on-demand"),
  price("nat_gateway.hour", "0.048"),
  price("nat_gateway.data", "0.048", "items", "GB"),
);

test("changes are reported with old and new price, new prices as new, and unchanged ones are counted", () => {
  const { changes, confirmed } = refreshBook(BOOK, found);
  expect(changes.map(({ name, old, new: now, unit }) => [name, old?.toFixed(), now.toFixed(), unit])).toEqual([
    ["ec2.on-demand m7i.large", "0.1", "0.11235", "h"],
    ["nat_gateway.hour", "0.05", "0.048", "h"],
    ["nat_gateway.data", undefined, "0.048", "GB"],
  ]);
  expect(confirmed).toBe(1);
});

test("listed prices get the list's source and date; others keep their own", () => {
  const { tables } = refreshBook(BOOK, found).book;
  expect(tables["ec2.on-demand"]).toEqual({
    unit: "h",
    confidence: "high",
    source: "https://prices.example/list.csv",
    asOf: "2026-09-25",
    prices: {
      "m7i.large": "0.11235",
      "p9.old": {
        usd: "9.99",
        confidence: "medium",
        source: "https://aws.amazon.com/ec2/pricing/on-demand/",
        asOf: "2025-05-28",
      },
      "t4g.nano": "0.0046",
    },
  });
  expect(tables.items?.prices["kms.key"]).toEqual({ usd: "1", unit: "month" });
  expect(tables.items?.prices["nat_gateway.hour"]).toEqual({
    usd: "0.048",
    unit: "h",
    confidence: "high",
    source: "https://prices.example/list.csv",
    asOf: "2026-09-25",
  });
});

test("the same list a second time changes nothing", () => {
  const once = refreshBook(BOOK, found).book;
  const twice = refreshBook(once, found);
  expect(twice.book).toEqual(once);
  expect(twice.changes).toEqual([]);
});

test("a table that the book didn't have is added", () => {
  const { book } = refreshBook(BOOK, {
    ...list(price("cache.m7g.large", "0.158", "elasticache.redis"), price("nat_gateway.hour", "0.05")),
  });
  expect(book.tables["elasticache.redis"]?.prices).toEqual({ "cache.m7g.large": "0.158" });
});

test("a list that lacks most of a table is rejected, even if its last row is complete", () => {
  const cut = list(price("m7i.large", "0.11235", "ec2.on-demand"), price("nat_gateway.hour", "0.048"));
  expect(() => refreshBook(BOOK, cut)).toThrow(
    "1 of the 3 prices that the book of eu-west-1 has from it (ec2.on-demand)",
  );
});

test("a list without any of the expected prices is rejected", () => {
  expect(() => refreshBook(BOOK, list())).toThrow("0 of the 1 prices that the book of eu-west-1 has from it (items)");
});

test("the book itself is not modified", () => {
  const before = structuredClone(BOOK);
  refreshBook(BOOK, found);
  expect(BOOK).toEqual(before);
});
