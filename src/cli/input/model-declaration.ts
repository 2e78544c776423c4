import type { Environment, Model, Models, Platform } from "../../environment/environment";
import { nearest } from "../../problems/nearest";
import { InputError } from "../../problems/problem";

/** A model and an environment that serves it. */
export interface Declaration {
  readonly environment: Environment & { readonly platform: Platform; readonly models: Models };
  readonly model: Model;
}

/**
 * The environments that declare a model.
 * @throws InputError when none does
 */
export function declarationsOf(name: string, environments: readonly Environment[]): readonly Declaration[] {
  const serving = environments.filter(serves);
  const found = serving.flatMap((environment) =>
    environment.models.endpoints.filter((model) => model.name === name).map((model) => ({ environment, model })),
  );
  if (found.length > 0) return found;
  const names = [...new Set(serving.flatMap(({ models }) => models.endpoints.map((model) => model.name)))].sort();
  const meant = nearest(name, names);
  throw new InputError([
    {
      source: "NAME",
      path: "",
      found: `"${name}"`,
      expected:
        names.length === 0
          ? "a model declared in an environment; no environment declares one"
          : `one of ${names.join(", ")}`,
      remedy: `${meant === undefined ? "" : `Did you mean "${meant}"? Otherwise d`}${meant === undefined ? "D" : ""}eclare it in the environment's file: models: { endpoints: [{ name: "${name}", team: "…", framework: "…", drift: { reference: "reference.parquet" } }] }.`,
    },
  ]);
}

function serves(environment: Environment): environment is Declaration["environment"] {
  return environment.platform !== undefined && environment.models !== undefined;
}
