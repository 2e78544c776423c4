import { type GoogleSku, readGooglePage, readGoogleSkus } from "../../../../src/review/cost/price-book/google-catalog";
import { findPrice, priceBook } from "../../../../src/review/cost/price-book/price-book";
import { answer, named } from "./answer";

const COMPUTE_ENGINE = "6F81-5844-456A";
const CLOUD_SQL = "9662-B51E-5089";

const first = readGooglePage(answer("compute-engine-1.json"));
const second = readGooglePage(answer("compute-engine-2.json"));
const skus = [...first.skus, ...second.skus];
const sql = readGooglePage(answer("cloud-sql.json")).skus;

test("the pages of a service follow each other by their token", () => {
  expect([first.nextPageToken, second.nextPageToken]).toEqual(["AOP9AjK2", ""]);
});

test("Compute Engine: whole dollars and billionths, the first tier that isn't free, and global prices", () => {
  const { prices, asOf } = readGoogleSkus(skus, COMPUTE_ENGINE, "us-east1", "2026-11-01");
  expect(named(prices.filter(({ table }) => table === "items"))).toEqual({
    // 0 for the first 30 GiB
    "pd.standard": "0.04 GB-month",
    "pd.ssd": "0.18 GB-month",
    "gpu.t4.on_demand": "0.35 h",
    "gpu.t4.spot": "0.1199 h",
    "gpu.v100.on_demand": "2.48 h",
    // 0 for the first 744 hours
    "nat.ip": "0.005 h",
  });
  expect(asOf).toBe("2026-11-01");
});

test("a machine costs the sum of its cores and memory, and has no price if a part is missing", () => {
  const { prices } = readGoogleSkus(skus, COMPUTE_ENGINE, "us-central1", "2026-11-01");
  const machines = prices.filter(({ table }) => table.startsWith("compute."));
  // 4 × 0.031611 + 16 × 0.004237
  expect(named(machines)["compute.on-demand n2-standard-4"]).toBe("0.194236 h");
  expect(new Set(machines.map(({ table, name }) => `${table} ${name.split("-")[0]}`))).toEqual(
    new Set(["compute.on-demand n2"]),
  );
  // The book has these machines from another source, as a whole.
  const book = priceBook("google", "us-central1");
  expect(machines.length).toBeGreaterThan(20);
  for (const { table, name, usd } of machines) {
    const known = book && findPrice(book, table, name);
    expect([name, known?.usd.toFixed()]).toEqual([name, usd.toFixed()]);
  }
});

test("a region has its own SKUs, and no neighbor's", () => {
  const { prices } = readGoogleSkus(skus, COMPUTE_ENGINE, "us-east4", "2026-11-01");
  expect(named(prices)).toEqual({ "pd.ssd": "0.187 GB-month", "nat.ip": "0.005 h" });
});

test("Cloud SQL: memory per month, without Enterprise Plus", () => {
  const { prices } = readGoogleSkus(sql, CLOUD_SQL, "us-central1", "2026-11-01");
  // 730 × 0.007
  expect(named(prices)).toEqual({
    "cloudsql.vcpu": "0.0413 vCPU-h",
    "cloudsql.ram": "5.11 GB-month",
    "cloudsql.ssd": "0.17 GB-month",
  });
});

test.each<[string, string, string]>([
  ["a page that is cut off", answer("compute-engine-1.json").slice(0, 3000), "3000 characters that aren't JSON"],
  ["an answer without SKUs", '{"error":{"code":403,"status":"PERMISSION_DENIED"}}', "skus"],
  ["a list of something else", "[]", "the answer"],
  ["a SKU without a price", JSON.stringify({ skus: [{ ...skus[0], pricingInfo: undefined }] }), "skus.0.pricingInfo"],
  ["billionths that are none", answer("compute-engine-1.json").replace('"nanos": 350000000', '"nanos": 0.35'), "nanos"],
])("%s is rejected", (_, text, found) => expect(() => readGooglePage(text)).toThrow(found));

const t4 = skus.find(({ description }) => description.startsWith("Nvidia Tesla T4 GPU running"));
const withExpression = (change: object): GoogleSku[] =>
  t4?.pricingInfo.map((info) => ({
    ...t4,
    pricingInfo: [{ ...info, pricingExpression: { ...info.pricingExpression, ...change } }],
  })) ?? [];
const rate = (currencyCode: string, nanos: number) => ({
  tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode, units: "0", nanos } }],
});

test.each<[string, GoogleSku[], string]>([
  ["an unknown unit", withExpression({ usageUnit: "mo" }), "in mo"],
  ["another currency", withExpression(rate("EUR", 350_000_000)), "in EUR"],
  ["a price of 0", withExpression(rate("USD", 0)), "at 0 USD"],
  ["no price at all", withExpression({ tieredRates: [] }), "at 0 USD"],
  [
    "two prices for one GPU",
    [...withExpression({}), ...withExpression(rate("USD", 1))],
    "two prices for gpu.t4.on_demand: 0.35 and 0.000000001 USD",
  ],
])("%s is rejected", (_, list, found) => {
  expect(() => readGoogleSkus(list, COMPUTE_ENGINE, "us-central1", "2026-11-01")).toThrow(found);
});

test("the latest of several prices of a SKU is used", () => {
  const [old] = withExpression(rate("USD", 1));
  const dated = { ...t4, pricingInfo: [...(old?.pricingInfo ?? []), ...(t4?.pricingInfo ?? [])] };
  const later = dated.pricingInfo.map((info, index) => ({ ...info, effectiveTime: `202${index}-01-01T00:00:00Z` }));
  const list = t4 ? [{ ...t4, pricingInfo: later }] : [];
  const { prices } = readGoogleSkus(list, COMPUTE_ENGINE, "us-central1", "2026-11-01");
  expect(named(prices)).toEqual({ "gpu.t4.on_demand": "0.35 h" });
});
