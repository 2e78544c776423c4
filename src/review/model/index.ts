export { ResourceGraph } from "./graph";
export { isObject, type Json, type JsonObject } from "./json";
export type { Action, Attribute, Change, Resource } from "./resource";
export { blocksOf, readStack, type Stack, type TerraformCode } from "./stack";
