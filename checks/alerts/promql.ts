import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildGo } from "../build-go";

/** Version of Prometheus in the chart of the catalogue (3.14.0), as `promql/go.mod` pins it. */
const VERSION = "0.314.0";

/** Series that a query reads. */
export interface Selector {
  readonly metric: string;
  /** Labels that the query selects, groups or joins by. */
  readonly labels: readonly string[];
}

export interface Reading {
  readonly selectors: readonly Selector[];
  /** Prometheus' error for an invalid query. */
  readonly error?: string;
}

/** Series that queries read, from Prometheus' own parser. */
export function read(queries: readonly string[]): Reading[] {
  const binary = buildGo({ name: "promql", version: VERSION, folder: join(__dirname, "promql") });
  return JSON.parse(execFileSync(binary, { input: JSON.stringify(queries), encoding: "utf8" }));
}
