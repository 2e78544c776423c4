import { EnvironmentError, type Problem } from "../environment/problem";
import { shapeFaults, type TerraformCode } from "../review";
import { findStacks, type StackFiles } from "./find-stacks";
import type { Io } from "./io";
import { parseTerraform } from "./parse-terraform";

/** What one argument of the command line holds. */
export interface TerraformInput {
  /** The argument, for people. */
  readonly name: string;
  readonly stacks: readonly TerraformCode[];
}

/**
 * Reads what is to be reviewed: folders of Terraform JSON, files of it, plans, and `-` for standard input. The content
 * decides what a file is.
 * @throws EnvironmentError with every problem of every file
 */
export function readTerraform(paths: readonly string[], io: Pick<Io, "readInput">): readonly TerraformInput[] {
  const problems: Problem[] = [];
  const inputs = [...new Set(paths)].map((path) => {
    const found = findStacks(path);
    problems.push(...found.problems);
    return { path, stacks: found.stacks.map((stack) => ({ stack, json: readStackFiles(stack, io, problems) })) };
  });
  if (problems.length > 0) throw new EnvironmentError(problems);
  const names = inputs.flatMap(({ stacks }) => stacks.map(({ stack }) => stack.name));
  return inputs.map(({ path, stacks }) => ({
    name: path === "-" ? "standard input" : path,
    stacks: stacks.map(({ stack, json }) => ({
      name: names.filter((name) => name === stack.name).length > 1 ? stack.path : stack.name,
      json,
    })),
  }));
}

/** One JSON document for the stack; where several files make it, their sections are put together. */
function readStackFiles(stack: StackFiles, io: Pick<Io, "readInput">, problems: Problem[]): TerraformCode["json"] {
  const documents = stack.files.map((file) => ({ file, ...parseTerraform(file, io) }));
  const found = documents.flatMap((document) => document.problems);
  problems.push(...found);
  const [only, ...others] = documents.flatMap(({ json }) => (json ? [json] : []));
  if (found.length > 0 || !only) return {};
  if (others.length === 0) return checked(stack, only, problems);
  return checked(stack, together([only, ...others]), problems);
}

function together(documents: readonly TerraformCode["json"][]): TerraformCode["json"] {
  const sections = new Set(documents.flatMap(Object.keys));
  return Object.fromEntries(
    [...sections].map((section) => [section, documents.flatMap((document) => document[section] ?? [])]),
  );
}

/** What only the whole stack can tell: a name used twice, nothing in it. */
function checked(stack: StackFiles, json: TerraformCode["json"], problems: Problem[]): TerraformCode["json"] {
  const faults = stack.files.length > 1 ? shapeFaults(json) : [];
  problems.push(
    ...faults.map(({ path, found, expected }) => ({
      source: stack.path,
      path,
      found,
      expected,
      remedy: "Rename one, or take it away.",
    })),
  );
  if (!isEmpty(json)) return json;
  const calls = json.module !== undefined;
  problems.push({
    source: stack.path,
    path: "",
    found: calls ? "calls of modules, and no resource" : "no resource",
    expected: "Terraform JSON with resources, or the JSON of a plan",
    remedy: calls
      ? "Review a plan: it shows what the modules make. terraform show -json PLAN"
      : "Name the folder or file that has them.",
  });
  return json;
}

/** Code without a resource is a mistake; a plan without one is a plan for nothing. */
function isEmpty(json: TerraformCode["json"]): boolean {
  if (Object.hasOwn(json, "planned_values")) return false;
  return ["resource", "data"].every((section) => Object.keys(json[section] ?? {}).length === 0);
}
