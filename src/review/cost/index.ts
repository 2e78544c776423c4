export type { CostEstimate, CostLine, Estimator, PricedLine, UnpricedLine, UsageAssumptions } from "./estimate";
export { estimateCost } from "./estimate-cost";
export { findSavings } from "./savings/find-savings";
export type { Saving } from "./savings/suggestion";
