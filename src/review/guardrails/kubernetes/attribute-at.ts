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

/** A string that is a single expression; one with an expression inside is still a string. */
const EXPRESSION = /^\$\{.*\}$/s;

/** The expression that a value is or contains. */
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
 * The verdict on an object: its faults, or a pass unless an expression could hide a fault.
 * @param paths what was checked
 */
export function conclude(resource: Resource, faults: readonly Outcome[], ...paths: readonly string[]): Outcome[] {
  if (faults.length > 0) return [...faults];
  for (const path of paths) {
    const expression = expressionIn(valueAt(manifestOf(resource), path));
    if (expression !== undefined) return [undecided(path, expression)];
  }
  return [PASS];
}
