export { InputError, type Problem } from "../problems/problem";
export { defineEnvironment } from "./define-environment";
export type * from "./environment";
export type * from "./environment-input";
export { type EnvironmentSource, parseEnvironments } from "./parse-environments";
