/** For the tests of platform repositories: what a stack synthesizes to, without files and without casing surprises. */
export { type SynthesizedStack, synthesize } from "../framework/synthesize";
export { resourcesOf } from "./resources-of";
