export type { CostEstimate, CostLine, Estimator, PricedLine, UnpricedLine, UsageAssumptions } from "./estimate";
export { estimateCost } from "./estimate-cost";
