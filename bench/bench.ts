import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import Table from "cli-table3";

/**
 * `npm run bench`: CPU and memory of synthesis and review, as a table and in `bench/results.json`. Each row is a
 * separate process.
 */
interface Measurement {
  /** Components on the clusters: those of the shipped profiles, or all. */
  readonly components: Components;
  readonly environments: number;
  readonly resources: number;
  readonly wholeUserSeconds: number;
  readonly workUserSeconds: number;
  readonly peakMegabytes: number;
}

type Components = "shipped" | "full";

const root = resolve(__dirname, "..");
const measurements = [measure(6, "full"), ...[6, 60, 120].map((environments) => measure(environments, "shipped"))];
print(measurements);
const models = [500, 1000, 2000].map((count) => measured("bench/review-models.ts", String(count)));
printModels(models);
const estimate = measured("bench/estimate-resources.ts");
console.log(
  `${estimate.resources} priced resources estimated, ${estimate.lines} lines: ${estimate.userSeconds.toFixed(2)} s user CPU`,
);
mkdirSync(join(root, "bench"), { recursive: true });
writeFileSync(
  join(root, "bench/results.json"),
  `${JSON.stringify({ node: process.version, cores: cpus().length, measurements, models, estimate }, null, 2)}\n`,
);

function measure(environments: number, components: Components): Measurement {
  return { components, ...measured("bench/review-environments.ts", String(environments), components) };
}

/** Runs a script in a separate process and returns its measurements. */
function measured(script: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The measured process failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Measurement of production with many models. */
interface ModelsMeasurement {
  readonly models: number;
  readonly resources: number;
  readonly wholeUserSeconds: number;
  readonly peakMegabytes: number;
}

function printModels(rows: readonly ModelsMeasurement[]): void {
  const table = new Table({
    head: ["Models", "Resources", "User CPU, start-up included", "Peak memory"],
    colAligns: ["right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { models, resources, wholeUserSeconds, peakMegabytes } of rows) {
    table.push([
      String(models),
      String(resources),
      `${wholeUserSeconds.toFixed(2)} s`,
      `${peakMegabytes.toFixed(0)} MB`,
    ]);
  }
  console.log(table.toString());
}

function print(rows: readonly Measurement[]): void {
  const first = rows.find(({ components }) => components === "shipped");
  const table = new Table({
    head: [
      "Environments",
      "Components",
      "Resources",
      "User CPU, start-up included",
      "User CPU, work",
      "Times the first",
      "Peak memory",
    ],
    colAligns: ["right", "left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    table.push([
      String(row.environments),
      row.components,
      String(row.resources),
      `${row.wholeUserSeconds.toFixed(2)} s`,
      `${row.workUserSeconds.toFixed(2)} s`,
      first ? (row.workUserSeconds / first.workUserSeconds).toFixed(1) : "",
      `${row.peakMegabytes.toFixed(0)} MB`,
    ]);
  }
  console.log(table.toString());
}
