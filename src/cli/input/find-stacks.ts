import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Problem } from "../../problems/problem";

/** A stack and its files. */
export interface StackFiles {
  readonly name: string;
  /** Its location, as shown in messages. */
  readonly path: string;
  readonly files: readonly string[];
}

export interface FoundStacks {
  readonly stacks: readonly StackFiles[];
  readonly problems: readonly Problem[];
}

/**
 * The stacks at a path. A file is one stack; a `cdktf.out` lists its stacks in its manifest; in any other folder, the
 * `*.tf.json` files of each subfolder form one stack. If there are none of these, every `*.json` file is taken as a
 * plan.
 */
export function findStacks(path: string): FoundStacks {
  if (path === "-") return { stacks: [{ name: "stdin", path: "standard input", files: ["-"] }], problems: [] };
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return refused(path, "nothing", "a folder or a file", "Pass one that exists, or - for standard input.");
  if (!stats.isDirectory()) return { stacks: [fileStack(path)], problems: [] };
  if (statSync(join(path, "manifest.json"), { throwIfNoEntry: false })) return manifestStacks(path);
  const found = folderStacks(path);
  if (found.stacks.length > 0 || found.problems.length > 0) return found;
  const plans = readdirSync(path).filter((name) => name.endsWith(".json"));
  if (plans.length > 0) return { stacks: plans.sort().map((name) => fileStack(join(path, name))), problems: [] };
  return refused(path, "no Terraform JSON", "*.tf.json, plans as *.json, or a cdktf.out", "Pass another folder.");
}

/** `cdk.tf.json` is named after its folder, everything else after the file. */
function fileStack(path: string): StackFiles {
  const name = basename(path).replace(/(\.(tf|plan|tfplan))?\.json$/, "");
  return { name: name === "cdk" ? basename(dirname(path)) : name, path, files: [path] };
}

/**
 * The stacks in the manifest of `cdktf synth`:
 * https://developer.hashicorp.com/terraform/cdktf/concepts/cdktf-architecture
 */
function manifestStacks(path: string): FoundStacks {
  const file = join(path, "manifest.json");
  const stacks = manifestEntries(file);
  if (!stacks || stacks.length === 0) {
    return refused(file, stacks ? "no stack" : "no manifest", "the manifest of cdktf synth", "Run cdktf synth again.");
  }
  return {
    stacks: stacks.map(({ name, code }) => ({ name, path: join(path, code), files: [join(path, code)] })),
    problems: [],
  };
}

function manifestEntries(file: string): { name: string; code: string }[] | undefined {
  try {
    const { stacks } = JSON.parse(readFileSync(file, "utf8"));
    const entries = Object.entries<{ synthesizedStackPath?: unknown }>(stacks).map(([name, stack]) => ({
      name,
      code: stack.synthesizedStackPath,
    }));
    return entries.every((entry): entry is { name: string; code: string } => typeof entry.code === "string")
      ? entries
      : undefined;
  } catch {
    return undefined;
  }
}

function folderStacks(path: string): FoundStacks {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map(({ name }) => folderStacks(join(path, name)));
  const code = files.filter((name) => name.endsWith(".tf.json")).map((name) => join(path, name));
  const own = code.length > 0 ? [{ name: basename(path), path, files: code }] : [];
  return {
    stacks: [...own, ...below.flatMap(({ stacks }) => stacks)],
    problems: [...hclProblems(path, files), ...below.flatMap(({ problems }) => problems)],
  };
}

/** Rejects a folder that can only be reviewed in part: the unread files would count as passed. */
function hclProblems(path: string, files: readonly string[]): readonly Problem[] {
  const hcl = files.filter((name) => name.endsWith(".tf"));
  return hcl.length === 0
    ? []
    : refused(
        path,
        `files in Terraform's own language (HCL): ${hcl.slice(0, 5).join(", ")}`,
        "Terraform JSON, or the JSON of a plan",
        "Review a plan of it: terraform plan -out plan.bin && terraform show -json plan.bin > plan.json",
      ).problems;
}

function refused(source: string, found: string, expected: string, remedy: string): FoundStacks {
  return { stacks: [], problems: [{ source, path: "", found, expected, remedy }] };
}
