export { estimateCost } from "./cost";
export type { CostEstimate, CostLine, PricedLine, UnpricedLine, UsageAssumptions } from "./cost/estimate";
export {
  type Enforcement,
  type Finding,
  type Outcome,
  RULES,
  type Rule,
  type RuleContext,
  runGuardrails,
  type Severity,
  type Strictness,
  type Waiver,
} from "./guardrails";
export {
  type Attribute,
  isPlan,
  type Resource,
  ResourceGraph,
  type ShapeFault,
  type Stack,
  shapeFaults,
  type TerraformCode,
} from "./model";
export { htmlReport } from "./report/html/page";
export { jsonReport } from "./report/json";
export { terminalReport } from "./report/terminal";
export type { ReviewPolicy, ReviewResult } from "./result";
export { isBlocked, type ReviewOptions, review, reviewGraph } from "./review";
