/**
 * What synthesizes environments. Loading it takes longer than reviewing a plan does, so whoever needs it asks for it, and
 * a review of code and plans alone never does.
 */
export function synthesizer(): typeof import("./review-environment") {
  return require("./review-environment");
}
