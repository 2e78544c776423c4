/**
 * The public library: environments, and the contracts between clouds and Kubernetes. The clouds have their own
 * subpaths.
 */
export type * from "./contracts";
export { defineEnvironment } from "./environment/define-environment";
export type * from "./environment/environment";
export type * from "./environment/environment-input";
export { type EnvironmentSource, parseEnvironments } from "./environment/parse-environments";
export {
  /** @deprecated Use `InputError`. */
  InputError as EnvironmentError,
  InputError,
  type Problem,
} from "./problems/problem";
export { addStacks } from "./stacks/clouds";
