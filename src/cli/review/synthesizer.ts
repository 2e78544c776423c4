/**
 * The module that synthesizes environments, loaded on demand: loading it takes longer than reviewing a plan, and a
 * review of code and plans never needs it.
 */
export function synthesizer(): typeof import("./review-environment") {
  return require("./review-environment");
}
