export type { Approval } from "./approval";
export { type GuardrailOptions, type GuardrailReport, runGuardrails } from "./engine";
export type { Finding } from "./finding";
export type { Area, Enforcement, Equivalents, Outcome, Rule, RuleContext, Severity, Strictness } from "./rule";
export { RULES } from "./rules";
export type { Teardown } from "./teardown";
export type { Waiver } from "./waiver";
