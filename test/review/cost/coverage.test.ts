import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadEnvironments } from "../../../src/cli/load-environments";
import { synthesize } from "../../../src/framework/synthesize";
import { ESTIMATORS } from "../../../src/review/cost/estimators";
import { isFree } from "../../../src/review/cost/free-types";
import usEast1 from "../../../src/review/cost/price-book/aws/us-east-1.json";
import usCentral1 from "../../../src/review/cost/price-book/google/us-central1.json";
import { ResourceGraph } from "../../../src/review/model";
import { addStacks } from "../../../src/stacks/clouds";

const folder = resolve(__dirname, "../../../src/review/cost/estimators");

test("every estimator has a file named after its type, and is in the list", () => {
  const files = readdirSync(folder).filter((file) => file !== "index.ts");
  expect(ESTIMATORS.map(({ type }) => `${type}.ts`).sort()).toEqual(files.sort());
});

test("nothing is both priced and free", () => {
  expect(ESTIMATORS.filter(({ type }) => isFree(type)).map(({ type }) => type)).toEqual([]);
});

test("everything that the shipped environments make is priced or free", () => {
  const environments = loadEnvironments(join(__dirname, "../../../environments"), "2026-11-01");
  const priced = new Set(ESTIMATORS.map(({ type }) => type));
  const unknown = environments.flatMap((environment) => {
    const graph = ResourceGraph.fromTerraform(synthesize((app) => addStacks(app, environment)));
    const types = new Set(graph.resources.filter(({ mode }) => mode === "managed").map(({ type }) => type));
    expect(types.size).toBeGreaterThan(20);
    return [...types].filter((type) => !priced.has(type) && !isFree(type));
  });
  expect(unknown).toEqual([]);
});

describe.each([
  ["us-east-1", usEast1],
  ["us-central1", usCentral1],
])("the price book of %s", (region, book) => {
  const tables = Object.entries(book.tables);

  test("says where it is from and of which day", () => {
    expect(book.region).toBe(region);
    expect(book.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(book.currency).toBe("USD");
  });

  test.each(tables)("table %s has a unit, a source, a confidence, and prices that are numbers", (_, table) => {
    expect(table.unit).not.toBe("");
    expect(table.source).toMatch(/^https:\/\//);
    expect(["high", "medium", "low"]).toContain(table.confidence);
    const wrong = Object.entries<string>(table.prices).filter(([, price]) => !/^\d+(\.\d+)?$/.test(price));
    expect(wrong).toEqual([]);
  });
});
