/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a string, a number or a boolean, which have a textual form. */
export function isScalar(value: Json | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The value of a key; inherited properties of JavaScript objects are not keys. */
export function valueAt(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Real code and plans nest a few dozen levels deep; deeper nesting would overflow the stack. */
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

/** Terraform JSON writes a nested block as an object or a list of objects; this always returns a list. */
export function blocksOf(value: Json | undefined): JsonObject[] {
  if (isObject(value)) return [value];
  return Array.isArray(value) ? value.filter((item): item is JsonObject => isObject(item)) : [];
}

/** A value as text. `String` isn't safe: an object may have a key `toString`. */
export function textFrom(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
