import { InputError, type Problem } from "../../problems/problem";
import { shapeFaults, type TerraformCode } from "../../review";
import type { Io } from "../io";
import { findStacks, type StackFiles } from "./find-stacks";
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
 * @throws InputError with every problem of every file
 */
export function readTerraform(paths: readonly string[], io: Pick<Io, "readInput">): readonly TerraformInput[] {
  const found = [...new Set(paths)].map((path) => ({ path, ...findStacks(path) }));
  const read = found.map(({ path, stacks }) => ({ path, stacks: stacks.map((stack) => readStackFiles(stack, io)) }));
  const problems = [
    ...found.flatMap((input) => input.problems),
    ...read.flatMap(({ stacks }) => stacks.flatMap((stack) => stack.problems)),
  ];
  if (problems.length > 0) throw new InputError(problems);
  const names = read.flatMap(({ stacks }) => stacks.map(({ stack }) => stack.name));
  return read.map(({ path, stacks }) => ({
    name: path === "-" ? "standard input" : path,
    stacks: stacks.map(({ stack, json }) => ({
      name: names.filter((name) => name === stack.name).length > 1 ? stack.path : stack.name,
      json,
    })),
  }));
}

interface ReadStack {
  readonly stack: StackFiles;
  readonly json: TerraformCode["json"];
  readonly problems: readonly Problem[];
}

/** One JSON document for the stack; where several files make it, their sections are put together. */
function readStackFiles(stack: StackFiles, io: Pick<Io, "readInput">): ReadStack {
  const documents = stack.files.map((file) => parseTerraform(file, io));
  const problems = documents.flatMap((document) => document.problems);
  const [only = {}, ...others] = documents.flatMap(({ json }) => (json ? [json] : []));
  const json = others.length === 0 ? only : together([only, ...others]);
  return { stack, json, problems: problems.length > 0 ? problems : problemsOf(stack, json) };
}

function together(documents: readonly TerraformCode["json"][]): TerraformCode["json"] {
  const sections = new Set(documents.flatMap(Object.keys));
  return Object.fromEntries(
    [...sections].map((section) => [section, documents.flatMap((document) => document[section] ?? [])]),
  );
}

/** What only the whole stack can tell: a name used twice, nothing in it. */
function problemsOf(stack: StackFiles, json: TerraformCode["json"]): Problem[] {
  const faults = stack.files.length > 1 ? shapeFaults(json) : [];
  const twice = faults.map((fault) => ({ source: stack.path, ...fault, remedy: "Rename one, or take it away." }));
  return isEmpty(json) ? [...twice, nothingIn(stack, json)] : twice;
}

function nothingIn({ path }: StackFiles, { module }: TerraformCode["json"]): Problem {
  return {
    source: path,
    path: "",
    found: module === undefined ? "no resource" : "calls of modules, and no resource",
    expected: "Terraform JSON with resources, or the JSON of a plan",
    remedy:
      module === undefined
        ? "Name the folder or file that has them."
        : "Review a plan: it shows what the modules make. terraform show -json PLAN",
  };
}

/** Code without a resource is a mistake; a plan without one is a plan for nothing. */
function isEmpty(json: TerraformCode["json"]): boolean {
  if (Object.hasOwn(json, "planned_values")) return false;
  return ["resource", "data"].every((section) => Object.keys(json[section] ?? {}).length === 0);
}
