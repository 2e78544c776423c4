import type { EnvironmentInput } from "./environment";

/**
 * Declares one environment. It returns its argument unchanged: the types help while writing, and the whole folder is
 * validated in one go when it is loaded, so that all problems of all environments are reported together.
 *
 * @example
 * export default defineEnvironment({ organization: "acme", name: "dev", tier: "dev", … });
 */
export function defineEnvironment(environment: EnvironmentInput): EnvironmentInput {
  return environment;
}
