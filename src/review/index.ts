export { type Compared, compare } from "./compare";
export { estimateCost, findSavings, type Saving } from "./cost";
export type { Attribution, ModelShare, NodeHour, Share, TeamShare } from "./cost/attribution";
export type { CostEstimate, CostLine, PricedLine, UnpricedLine, UsageAssumptions } from "./cost/estimate";
export {
  type Approval,
  type Enforcement,
  type Finding,
  type Outcome,
  RULES,
  type Rule,
  type RuleContext,
  runGuardrails,
  type Severity,
  type Strictness,
  type Teardown,
  type Waiver,
} from "./guardrails";
export { budget } from "./guardrails/rules/cost/budget";
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
export { budgetExceeded, MONEY_RULES, teamBudgetExceeded, unpricedFindings } from "./money-findings";
export { costJsonReport } from "./report/cost/json";
export { costMarkdownReport } from "./report/cost/markdown";
export { costTerminalReport } from "./report/cost/terminal";
export { htmlReport } from "./report/html/page";
export { jsonReport } from "./report/json";
export { junitReport } from "./report/junit";
export { markdownReport } from "./report/markdown";
export { sarifReport } from "./report/sarif";
export { terminalReport } from "./report/terminal";
export { type CostDifference, isBlocked, type ReviewComparison, type ReviewPolicy, type ReviewResult } from "./result";
export { type ReviewOptions, review, reviewGraph } from "./review";
