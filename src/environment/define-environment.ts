import type { EnvironmentInput } from "./environment-input";

/**
 * Declares one environment. It returns its argument unchanged; it only provides types for the editor. All environments
 * are validated together when they are loaded, so that all their problems are reported at once.
 *
 * @example
 * export default defineEnvironment({ organization: "acme", name: "dev", tier: "dev", … });
 */
export function defineEnvironment(environment: EnvironmentInput): EnvironmentInput {
  return environment;
}
