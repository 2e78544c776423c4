import { parseEnvironments } from "../../src/environment/parse-environments";
import { InputError, type Problem } from "../../src/problems/problem";
import { TODAY } from "./valid-environments";

/** The problems of these environments, as if they were the files `0.ts`, `1.ts`, … */
export function problemsOf(inputs: readonly unknown[], today: string = TODAY): readonly Problem[] {
  try {
    parseEnvironments(
      inputs.map((input, index) => ({ source: `${index}.ts`, input })),
      today,
    );
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

/** The problem at one path of an environment. */
export function problemAt(path: string, input: unknown, today: string = TODAY): Problem {
  const problems = problemsOf([input], today);
  const problem = problems.find((candidate) => candidate.path === path);
  if (problem === undefined) throw new Error(`No problem at "${path}", but ${JSON.stringify(problems, null, 2)}`);
  return problem;
}

/** A copy of an environment with one value changed, e.g. `nodePools.gpu.max`; blocks on the way are created. */
export function changed(environment: unknown, path: string, value: unknown): unknown {
  const [key = "", ...rest] = path.split(".");
  if (Array.isArray(environment)) {
    return environment.map((item, index) => (index === Number(key) ? inner(item, rest, value) : item));
  }
  const block = typeof environment === "object" && environment !== null ? environment : {};
  const old = Object.entries(block).find(([name]) => name === key)?.[1];
  return { ...block, [key]: inner(old, rest, value) };
}

function inner(item: unknown, rest: readonly string[], value: unknown): unknown {
  return rest.length === 0 ? value : changed(item, rest.join("."), value);
}
