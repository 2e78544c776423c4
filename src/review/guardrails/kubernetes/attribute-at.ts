import type { Attribute, Json, JsonObject, Resource, ResourceGraph } from "../../model";
import { valueAt } from "../change";
import { PASS, undecided } from "../outcomes";
import type { Outcome } from "../rule";
import { manifestOf } from "./manifest";

/** What is known about an attribute of a block; below an expression everything is unknown. */
export function attributeAt(graph: ResourceGraph, resource: Resource, block: JsonObject, path: string): Attribute {
  let value: Json | undefined = block;
  for (const name of path.split(".")) {
    const attribute = graph.resolve(resource, value);
    if (attribute.kind !== "known") return attribute;
    value = valueAt({ block: attribute.value }, `block.${name}`);
  }
  return graph.resolve(resource, value);
}

/** A text that is nothing but an expression; one inside a longer text leaves the text what it is. */
const EXPRESSION = /^\$\{.*\}$/s;

/** An expression that a value is, or has in it. */
export function expressionIn(value: Json | undefined): string | undefined {
  if (typeof value === "string") return EXPRESSION.test(value) ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const item of Object.values(value)) {
    const expression = expressionIn(item);
    if (expression !== undefined) return expression;
  }
  return undefined;
}

/**
 * The verdict on an object: its faults, or else a pass, unless an expression stands where a fault could be.
 * @param paths what the check looked at
 */
export function conclude(resource: Resource, faults: readonly Outcome[], ...paths: readonly string[]): Outcome[] {
  if (faults.length > 0) return [...faults];
  for (const path of paths) {
    const expression = expressionIn(valueAt(manifestOf(resource), path));
    if (expression !== undefined) return [undecided(path, expression)];
  }
  return [PASS];
}
