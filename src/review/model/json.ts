/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a text, a number or a truth value, and so has a text of its own. */
export function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The value of a key; what every JavaScript object inherits is no key. */
export function valueAt(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Real code and plans nest a few dozen levels deep; what nests deeper would exhaust the stack of those who walk it. */
export const MAX_DEPTH = 500;

/** Whether objects and lists nest deeper than `limit` levels. */
export function nestsDeeperThan(value: Json, limit: number): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** Terraform JSON writes a nested block as an object or as a list of objects; this makes it always a list. */
export function blocksOf(value: Json | undefined): JsonObject[] {
  if (isObject(value)) return [value];
  return Array.isArray(value) ? value.filter((item): item is JsonObject => isObject(item)) : [];
}

/** A value as text. `String` won't do: an object may have a key `toString`. */
export function textFrom(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
