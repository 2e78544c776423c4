import { InputError, type Problem } from "../../problems/problem";
import { shapeFaults, type TerraformCode } from "../../review";
import type { Io } from "../io";
import { findStacks, type StackFiles } from "./find-stacks";
import { parseTerraform } from "./parse-terraform";

/** The stacks of one command-line argument. */
export interface TerraformInput {
  /** The argument, as shown in messages. */
  readonly name: string;
  readonly stacks: readonly TerraformCode[];
}

/**
 * Reads the input of a review: folders and files of Terraform JSON, plans, and `-` for standard input. The file type is
 * detected from the content.
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

/** One JSON document for the stack; the sections of several files are merged. */
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

/** Problems that only show in the whole stack: a name used twice, no resource at all. */
function problemsOf(stack: StackFiles, json: TerraformCode["json"]): Problem[] {
  const faults = stack.files.length > 1 ? shapeFaults(json) : [];
  const twice = faults.map((fault) => ({ source: stack.path, ...fault, remedy: "Rename or remove one of them." }));
  return isEmpty(json) ? [...twice, nothingIn(stack, json)] : twice;
}

function nothingIn({ path }: StackFiles, { module }: TerraformCode["json"]): Problem {
  return {
    source: path,
    path: "",
    found: module === undefined ? "no resource" : "module calls, but no resource",
    expected: "Terraform JSON with resources, or the JSON of a plan",
    remedy:
      module === undefined
        ? "Pass the folder or file that has them."
        : "Review a plan, which includes the resources of modules: terraform show -json PLAN",
  };
}

/** Code without a resource is a mistake; a plan without one is valid. */
function isEmpty(json: TerraformCode["json"]): boolean {
  if (Object.hasOwn(json, "planned_values")) return false;
  return ["resource", "data"].every((section) => Object.keys(json[section] ?? {}).length === 0);
}
