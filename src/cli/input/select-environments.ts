import type { Environment } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import { InputError } from "../../problems/problem";

/**
 * The named environments; all of them if no name is given.
 * @param names e.g. `prod` or `aws-prod`
 * @throws InputError for unknown names
 */
export function selectEnvironments(
  environments: readonly Environment[],
  names: readonly string[],
): readonly Environment[] {
  const namesOf = (environment: Environment) => [environment.name, environmentId(environment)];
  const unknown = names.filter((name) => !environments.some((environment) => namesOf(environment).includes(name)));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({
        source: "--env",
        path: "",
        found: `"${name}"`,
        expected: `one of ${environments.flatMap(namesOf).sort().join(", ")}`,
        remedy: "Choose an environment that exists.",
      })),
    );
  }
  return names.length === 0
    ? environments
    : environments.filter((environment) => namesOf(environment).some((name) => names.includes(name)));
}
