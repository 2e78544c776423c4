import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Environment } from "../../environment/environment";
import { type EnvironmentSource, type Purpose, parseEnvironments } from "../../environment/parse-environments";
import { InputError, type Problem } from "../../problems/problem";

/**
 * Loads and validates every environment in a folder and its subfolders: one per `.ts`, `.js` or `.json` file.
 * @throws InputError with every problem of every file
 */
export function loadEnvironments(
  directory: string,
  today: string,
  purpose: Purpose = "deploy",
): readonly Environment[] {
  const files = environmentFiles(resolve(directory));
  if (files.length === 0) throw new InputError([noEnvironments(directory)]);
  const loaded = files.map((file) => loadFile(file));
  const broken = loaded.filter((item): item is Problem => "path" in item);
  const sources = loaded.filter((item): item is EnvironmentSource => "input" in item);
  if (broken.length === 0) return parseEnvironments(sources, today, purpose);
  throw new InputError([...broken, ...problemsOf(sources, today, purpose)]);
}

function problemsOf(sources: readonly EnvironmentSource[], today: string, purpose: Purpose): readonly Problem[] {
  try {
    parseEnvironments(sources, today, purpose);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

function environmentFiles(directory: string): string[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|json)$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function loadFile(file: string): EnvironmentSource | Problem {
  const source = relative(process.cwd(), file);
  try {
    // require, because environments are loaded synchronously and tsx compiles them on the fly.
    const loaded: unknown = require(file);
    const input = typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : loaded;
    return { source, input };
  } catch (error) {
    return {
      source,
      path: "",
      found: `a file that can't be loaded: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`,
      expected: "a module whose default export is defineEnvironment({ … })",
      remedy: "Fix the file.",
    };
  }
}

function noEnvironments(directory: string): Problem {
  return {
    source: directory,
    path: "",
    found: "no environment files",
    expected: "a folder with a .ts, .js or .json file for each environment",
    remedy: "Set the folder with --environments DIR or MLOPS_ENVIRONMENTS.",
  };
}
