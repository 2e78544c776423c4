import { isObject, type Json, type JsonObject, type Resource } from "../model";
import { fail, PASS } from "./outcomes";
import type { Outcome } from "./rule";

/** Whether a plan takes a resource away, and whether a new one takes its place. */
export function lossOf({ change }: Resource): "deleted" | "replaced" | undefined {
  if (!change?.actions.includes("delete")) return undefined;
  return change.actions.includes("create") ? "replaced" : "deleted";
}

/**
 * Fails where a plan deletes or replaces the resource.
 * @param loss what goes with it, a sentence
 */
export function checkKept(resource: Resource, loss: string): Outcome[] {
  const kind = lossOf(resource);
  if (kind === undefined) return [PASS];
  const [cause] = kind === "replaced" ? (resource.change?.replacePaths ?? []) : [];
  return [fail(`It is ${kind}${cause === undefined ? "" : ` because ${cause} changes`}. ${loss}`, cause)];
}

/** A value before and after a change. `undefined`: not known yet, or not there; `null`: set by nobody. */
export interface Step {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** The step that an attribute takes, where the resource was there before and will be there after. */
export function stepOf({ change }: Resource, path: string): Step | undefined {
  if (!change?.before || !change.after) return undefined;
  return { before: valueAt(change.before, path), after: valueAt(change.after, path) };
}

/** What a block holds at a path; a list of one block is looked through, as plans write every block as a list. */
export function valueAt(block: JsonObject, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, name) => {
    const inner = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return isObject(inner) ? inner[name] : undefined;
  }, block);
}
