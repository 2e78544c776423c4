import { isObject, isScalar, type Json, MAX_DEPTH, nestsDeeperThan, valueAt } from "./json";
import { isPlain } from "./template";

/**
 * Terraform functions that need no file, provider or clock, for known arguments. Strings are plain text here.
 * `undefined`: only Terraform knows. https://developer.hashicorp.com/terraform/language/functions
 */
export const FUNCTIONS: Readonly<Record<string, (...values: readonly Json[]) => Json | undefined>> = {
  base64encode: (text) => (typeof text === "string" ? Buffer.from(text).toString("base64") : undefined),
  coalesce: (...values) => values.find((value) => value !== null && value !== ""),
  compact: (list) => (isList(list) ? list.filter((item) => item !== null && item !== "") : undefined),
  contains: (list, value) => (isList(list) && isScalar(value) ? list.includes(value) : undefined),
  distinct: (list) => (isList(list) && list.every(isScalar) ? [...new Set(list)] : undefined),
  flatten: (list) => (isList(list) ? (list.flat(20) as Json[]) : undefined),
  format: (pattern, ...values) => (typeof pattern === "string" ? format(pattern, values) : undefined),
  join: (separator, list) =>
    typeof separator === "string" && isList(list) && list.every(isScalar) ? list.join(separator) : undefined,
  jsondecode: (text) => (typeof text === "string" ? decode(text) : undefined),
  keys: (object) => (isObject(object) ? Object.keys(object).sort() : undefined),
  length: (value) =>
    isList(value) || typeof value === "string" ? value.length : isObject(value) ? Object.keys(value).length : undefined,
  lookup: (object, key, otherwise) =>
    isObject(object) && typeof key === "string" ? (valueAt(object, key) ?? otherwise) : undefined,
  lower: (text) => (typeof text === "string" ? text.toLowerCase() : undefined),
  replace: (text, from, to) =>
    typeof text === "string" && typeof from === "string" && typeof to === "string" && !/^\/.*\/$/s.test(from)
      ? text.replaceAll(from, () => to)
      : undefined,
  split: (separator, text) =>
    typeof separator === "string" && typeof text === "string" ? text.split(separator) : undefined,
  substr: (text, offset, length) =>
    typeof text === "string" && isCount(offset) && isCount(length) ? text.slice(offset, offset + length) : undefined,
  tobool: (value) =>
    value === "true" || value === true ? true : value === "false" || value === false ? false : undefined,
  tonumber: (value) => (isScalar(value) && value !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined),
  tostring: (value) => (isScalar(value) ? String(value) : undefined),
  trimspace: (text) => (typeof text === "string" ? text.trim() : undefined),
  upper: (text) => (typeof text === "string" ? text.toUpperCase() : undefined),
  values: (object) =>
    isObject(object)
      ? Object.keys(object)
          .sort()
          .map((key) => object[key] ?? null)
      : undefined,
};

/** Functions that only rearrange values: unknown parts of the arguments are kept. */
export const REARRANGING: Readonly<Record<string, (...values: readonly Json[]) => Json | undefined>> = {
  concat: (...lists) => (lists.every(isList) ? lists.flat() : undefined),
  merge: (...objects) => {
    const entries = objects.filter((object) => object !== null);
    return entries.every(isObject) ? Object.fromEntries(entries.flatMap(Object.entries<Json>)) : undefined;
  },
  jsonencode: encode,
  // JSON is YAML.
  yamlencode: encode,
  tolist: (list) => (isList(list) ? list : undefined),
  tomap: (object) => (isObject(object) ? object : undefined),
  toset: (list) => (isList(list) ? list : undefined),
};

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && value >= 0;
}

/** Terraform writes the keys of an object in sorted order. */
function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries: [string, Json][] = Object.entries(value).map(([key, item]) => [key, sorted(item)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A value that is unknown as a whole may be anything; inside an object or list it is assumed to be a string. */
function encode(value: Json = null): string | undefined {
  return typeof value === "string" && !isPlain(value) ? undefined : JSON.stringify(sorted(value));
}

function decode(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return nestsDeeperThan(value, MAX_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** `%s`, `%d` and `%%`, which cover names. */
function format(pattern: string, values: readonly Json[]): Json | undefined {
  if (/%(?![sd%])/.test(pattern)) return undefined;
  const verbs = pattern.match(/%[sd]/g) ?? [];
  if (verbs.length !== values.length || !values.every(isScalar)) return undefined;
  let index = 0;
  return pattern.replaceAll(/%[sd%]/g, (verb) => (verb === "%%" ? "%" : String(values[index++])));
}
