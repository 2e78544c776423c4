/**
 * Helpers for tests in platform repositories: synthesize a stack in memory, and read its resources in Terraform's
 * spelling.
 */
export { type SynthesizedStack, synthesize } from "../framework/synthesize";
export type { CompliancePolicy, Reviewable } from "./comply";
export { matchers } from "./matchers";
export { resourcesOf } from "./resources-of";
