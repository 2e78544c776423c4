export { defineEnvironment } from "./define-environment";
export type * from "./environment";
