import { isObject, type Json, type JsonObject, type Resource } from "../model";
import { fail, PASS } from "./outcomes";
import type { Outcome } from "./rule";

/** Whether a plan removes a resource, and whether a new one replaces it. */
export function lossOf({ change }: Resource): "deleted" | "replaced" | undefined {
  if (!change?.actions.includes("delete")) return undefined;
  return change.actions.includes("create") ? "replaced" : "deleted";
}

/**
 * Fails where a plan deletes or replaces the resource.
 * @param loss what is lost with it, as a sentence
 */
export function checkKept(resource: Resource, loss: string): Outcome[] {
  const kind = lossOf(resource);
  if (kind === undefined) return [PASS];
  const [cause] = kind === "replaced" ? (resource.change?.replacePaths ?? []) : [];
  return [fail(`It is ${kind}${cause === undefined ? "" : ` because ${cause} changes`}. ${loss}`, cause)];
}

/** A value before and after a change. `undefined`: unknown or absent; `null`: not set. */
export interface Step {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** How an attribute changes, if the resource exists before and after the change. */
export function stepOf({ change }: Resource, path: string): Step | undefined {
  if (!change?.before || !change.after) return undefined;
  return { before: valueAt(change.before, path), after: valueAt(change.after, path) };
}

/** The value at a path of a block; a list with one block counts as the block, because plans write blocks as lists. */
export function valueAt(block: JsonObject, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, name) => {
    const inner = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return isObject(inner) ? inner[name] : undefined;
  }, block);
}
