/** For the tests of platform repositories: what a stack synthesizes to, without files and without casing surprises. */
export { type SynthesizedStack, synthesize } from "../framework/synthesize";
export type { CompliancePolicy, Reviewable } from "./comply";
export { matchers } from "./matchers";
export { resourcesOf } from "./resources-of";
