import { readDocuments } from "./embedded-document";
import { blocksOf, isObject, type Json, type JsonObject, MAX_DEPTH, textFrom, valueAt } from "./json";
import type { Resource } from "./resource";

export interface HelmValues {
  /** The merged values; unknown values are strings with their expression, `${…}`. */
  readonly values: JsonObject;
  /** Texts that can't be read without Terraform: if there are any, a missing value is unknown, not absent. */
  readonly unread: readonly string[];
}

/**
 * The values of a `helm_release` as Helm merges them: each text of `values` over the previous one, then `set`, `set_list`
 * and `set_sensitive`: https://helm.sh/docs/chart_template_guide/values_files/
 */
export function helmValues({ body }: Pick<Resource, "body">): HelmValues {
  const unread: string[] = [];
  let values: JsonObject = {};
  for (const text of textsOf(body.values)) {
    const documents = readDocuments(text);
    const [document = null] = documents ?? [];
    if (isObject(document)) values = merge(values, document);
    else if (!documents || document !== null) unread.push(text);
  }
  for (const { path, value } of settingsOf(body)) {
    if (path) values = put(values, path, value);
    else unread.push(textFrom(value));
  }
  return { values, unread };
}

function textsOf(values: Json | undefined): string[] {
  const texts = Array.isArray(values) ? values : [values];
  return texts.filter((text): text is string => typeof text === "string" && text.trim() !== "");
}

/** Null removes a value, an object is merged, anything else replaces. */
function merge(values: JsonObject, over: JsonObject): JsonObject {
  const merged = new Map(Object.entries(values));
  for (const [key, value] of Object.entries(over)) {
    const below = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(below) && isObject(value) ? merge(below, value) : value);
  }
  return Object.fromEntries(merged);
}

interface Setting {
  /** `undefined` if the name is an expression or nests too deep. */
  readonly path: readonly (string | number)[] | undefined;
  readonly value: Json;
}

function settingsOf(body: Resource["body"]): Setting[] {
  return [
    ...blocksOf(body.set).map(({ name, value, type }) => setting(name, typed(value ?? "", type))),
    ...blocksOf(body.set_list).map(({ name, value }) => setting(name, value ?? [])),
    ...[...blocksOf(body.set_sensitive), ...blocksOf(body.set_wo)].map(({ name }) =>
      setting(name, "${sensitive value}"),
    ),
  ];
}

function setting(name: Json | undefined, value: Json): Setting {
  const path = typeof name === "string" && !name.includes("${") ? readPath(name) : undefined;
  return { path: path && path.length <= MAX_DEPTH ? path : undefined, value };
}

/** Helm parses numbers and booleans in the text, unless the type is `string`. */
function typed(value: Json, type: Json | undefined): Json {
  if (typeof value !== "string" || type === "string" || type === "literal") return value;
  if (value === "true" || value === "false") return value === "true";
  if (value === "null") return null;
  if (/^\{.*\}$/s.test(value))
    return value
      .slice(1, -1)
      .split(",")
      .map((item) => typed(item.trim(), type));
  return /^(0|-?[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}

/** `a.b\.c[0]` is the first item of `b.c` in `a`. */
function readPath(name: string): (string | number)[] {
  return [...name.matchAll(/\[(\d{1,3})\]|((?:\\.|[^.[\\])+)/g)].map(([, index, key = ""]) =>
    index === undefined ? key.replaceAll(/\\(.)/g, "$1") : Number(index),
  );
}

function put(values: JsonObject, path: readonly (string | number)[], value: Json): JsonObject {
  const placed = place(values, path, value);
  return isObject(placed) ? placed : values;
}

function place(below: Json | undefined, [key, ...rest]: readonly (string | number)[], value: Json): Json {
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list = Array.isArray(below) ? [...below] : [];
    while (list.length < key) list.push(null);
    list[key] = place(list[key], rest, value);
    return list;
  }
  const object = isObject(below) ? below : {};
  return merge(object, Object.fromEntries([[key, place(valueAt(object, key), rest, value)]]));
}
