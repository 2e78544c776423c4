export { ResourceGraph } from "./graph";
export { type HelmValues, helmValues } from "./helm-values";
export { blocksOf, isObject, isScalar, type Json, type JsonObject, textFrom } from "./json";
export { type Part, partsOf } from "./parts";
export type { Action, Attribute, Change, Resource } from "./resource";
export { shapeFaults } from "./shape";
export type { ShapeFault } from "./shape-fault";
export { readStack, type Stack, type TerraformCode } from "./stack";
export { isPlan } from "./terraform-plan";
