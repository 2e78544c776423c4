import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { loadEnvironments } from "../src/cli/input/load-environments";
import { type SynthesizedStack, synthesize } from "../src/framework/synthesize";
import { addStacks } from "../src/stacks/clouds";

/**
 * `npm run bench:review`: reviews 10,000 resources and, if checkov is installed (`CHECKOV`, or on the path), runs both
 * tools on the same code. checkov can't read a `terraform` block with a version, so it is removed.
 */
const root = resolve(__dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const stacks = loadEnvironments(join(root, "environments"), "2026-11-01").flatMap((environment) =>
    synthesize((app) => addStacks(app, environment)),
  );
  const many = times(stacks, 10_000);
  const table = new Table({ head: ["What", "Resources", "User CPU", "Peak memory"], style: { head: [], border: [] } });
  const large = ours(many, "many.json");
  table.push(["all rules", large.resources, seconds(large.reviewUserSeconds), megabytes(large.peakMegabytes)]);
  table.push(["cost", large.lines, seconds(large.costUserSeconds), megabytes(large.peakMegabytes)]);
  const checkov = process.env.CHECKOV ?? "checkov";
  const isThere = spawnSync(checkov, ["--version"]).status === 0;
  if (!isThere) console.log("checkov not found: set CHECKOV=PATH to compare with it.");
  for (const [name, looked] of [
    ["shipped", stacks],
    ["many", many],
  ] as const) {
    const code = written(name, looked);
    const resources = looked.reduce((sum, stack) => sum + count(stack), 0);
    const ours = [join(root, "dist/cli/bin.js"), "review", ...folders(code), "--format", "json"];
    const mine = userSeconds(process.execPath, ours);
    table.push([`${name} code, whole process`, resources, seconds(mine), ""]);
    if (!isThere) continue;
    const theirs = userSeconds(checkov, ["-d", code, "--framework", "terraform_json", "--quiet", "--compact"]);
    table.push([`${name} code, checkov: ${(theirs / mine).toFixed(1)} times`, resources, seconds(theirs), ""]);
  }
  console.log(table.toString());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Repeats the stacks under new names until they have this many resources. */
function times(stacks: readonly SynthesizedStack[], resources: number): SynthesizedStack[] {
  const many: SynthesizedStack[] = [];
  for (let index = 0, sum = 0; sum < resources; index += 1) {
    const stack = stacks[index % stacks.length];
    if (!stack) break;
    many.push({ ...stack, name: `${stack.name}-${index}` });
    sum += count(stack);
  }
  return many;
}

function count({ json }: SynthesizedStack): number {
  return Object.values((json.resource ?? {}) as Record<string, object>).reduce(
    (sum, named) => sum + Object.keys(named).length,
    0,
  );
}

function ours(stacks: readonly SynthesizedStack[], name: string) {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(stacks));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", "tsx/cjs", "bench/review-code.ts", file],
    { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`The measured process failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Writes the code of each stack to a folder, in a form that both tools can read. */
function written(id: string, stacks: readonly SynthesizedStack[]): string {
  const code = join(folder, id);
  for (const { name, json } of stacks) {
    const { terraform, output, ...rest } = json;
    mkdirSync(join(code, name), { recursive: true });
    writeFileSync(join(code, name, "cdk.tf.json"), JSON.stringify(rest));
  }
  return code;
}

function folders(code: string): string[] {
  return readdirSync(code).map((name) => join(code, name));
}

/** User CPU time of a process and its children, in seconds, as measured by the operating system. */
function userSeconds(command: string, args: readonly string[]): number {
  const { stderr } = spawnSync("bash", ["-c", 'TIMEFORMAT=%U; time "$@" >/dev/null 2>&1', "bash", command, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return Number(stderr.trim());
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function megabytes(value: number): string {
  return `${value.toFixed(0)} MB`;
}
