export { defineEnvironment } from "./define-environment";
export type * from "./environment";
export { type EnvironmentSource, parseEnvironments } from "./parse-environments";
export { EnvironmentError, type Problem } from "./problem";
