import { isObject, type Json, type JsonObject, valueAt } from "./json";
import { templateOf } from "./template";

/** Placeholder for a sensitive value. */
export const SENSITIVE = "(sensitive value)";

/** Describes what a configuration expression refers to; empty if nothing. */
export type Names = (expression: Json) => readonly string[];

/**
 * The body of a planned resource: its values, and an expression for each value known only after apply. Values chosen by
 * the provider are left out, as in code; so are nulls and empty lists of blocks that are not in the code.
 * @param unknown `after_unknown` of the change
 * @param sensitive `sensitive_values`
 * @param expressions of the resource's configuration
 */
export function planBody(
  values: JsonObject,
  unknown: JsonObject,
  sensitive: JsonObject,
  expressions: JsonObject,
  names: Names,
): JsonObject {
  const keys = new Set([...Object.keys(values), ...Object.keys(unknown)]);
  return fromEntries(
    [...keys].map((key) => {
      const written = valueAt(expressions, key);
      const value = valueAt(values, key);
      return [key, read(value, valueAt(unknown, key), valueAt(sensitive, key), written, names)];
    }),
  );
}

/** The configuration, with a name in place of each expression: it shows references even if values are known. */
export function writtenBody(expressions: JsonObject, names: Names): JsonObject {
  return fromEntries(Object.entries(expressions).map(([key, value]) => [key, written(value, names)]));
}

/** Values without the sensitive ones. */
export function withoutSensitive(value: Json, sensitive: Json | undefined): Json {
  if (sensitive === true) return value === null ? null : SENSITIVE;
  if (Array.isArray(value)) return value.map((item, index) => withoutSensitive(item, below(sensitive, index)));
  if (!isObject(value)) return value;
  return fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSensitive(item, below(sensitive, key))]));
}

/** Whether it is an expression and not a block: https://developer.hashicorp.com/terraform/internals/json-format#expression-representation */
export function isExpression(value: Json | undefined): value is JsonObject {
  return isObject(value) && Object.keys(value).every((key) => key === "references" || key === "constant_value");
}

function read(
  value: Json | undefined,
  unknown: Json | undefined,
  sensitive: Json | undefined,
  expression: Json | undefined,
  names: Names,
): Json | undefined {
  if (unknown === true)
    return expression === undefined ? undefined : unknownText("known after apply", expression, names);
  if (sensitive === true && value !== undefined && value !== null) {
    return isConstant(expression) ? SENSITIVE : unknownText("sensitive value", expression, names);
  }
  if (typeof value === "string") return templateOf(value);
  if (Array.isArray(value)) {
    if (value.length === 0 && expression === undefined) return undefined;
    return value.map(
      (item, index) => read(item, below(unknown, index), below(sensitive, index), inside(expression), names) ?? null,
    );
  }
  if (!isObject(value) && !isObject(unknown)) return value ?? undefined;
  const keys = new Set([...Object.keys(value ?? {}), ...(isObject(unknown) ? Object.keys(unknown) : [])]);
  return fromEntries(
    [...keys].map((key) => [
      templateOf(key),
      read(below(value, key), below(unknown, key), below(sensitive, key), attributeOf(expression, key), names),
    ]),
  );
}

/** A block without configuration comes from a `dynamic` block, which a plan's configuration leaves out. */
const NOT_SHOWN: JsonObject = { references: [] };

function inside(expression: Json | undefined): Json {
  return expression ?? NOT_SHOWN;
}

/** The configuration of an attribute of a block; an expression for the whole block applies to every part. */
function attributeOf(expression: Json | undefined, key: string): Json | undefined {
  if (expression === undefined) return NOT_SHOWN;
  if (isExpression(expression) && Object.keys(expression).length > 0) return expression;
  // The blocks of a set have no order: an expression may belong to any of them.
  if (Array.isArray(expression)) {
    const parts = expression.map((block) => attributeOf(block, key)).filter((part) => part !== undefined);
    return parts.length < 2 ? parts[0] : parts;
  }
  return isObject(expression) ? valueAt(expression, key) : undefined;
}

function isConstant(expression: Json | undefined): boolean {
  return isObject(expression) && Object.hasOwn(expression, "constant_value");
}

function unknownText(reason: string, expression: Json | undefined, names: Names): string {
  const found = expression === undefined ? [] : allNames(expression, names);
  const [only] = found;
  if (
    found.length === 1 &&
    only !== undefined &&
    /(^|\.)data\.\w+\.[^.]+\.(json|minified_json|policy_data)$/.test(only)
  ) {
    return `\${${only}}`;
  }
  return found.length === 0 ? `\${${reason}}` : `\${${reason}: ${found.join(", ")}}`;
}

function allNames(expression: Json, names: Names): string[] {
  if (Array.isArray(expression)) return expression.flatMap((item) => allNames(item, names));
  if (isExpression(expression)) return [...names(expression)];
  return isObject(expression) ? Object.values(expression).flatMap((item) => allNames(item, names)) : [];
}

function written(value: Json, names: Names): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => written(item, names) ?? null);
  if (!isExpression(value)) return isObject(value) ? writtenBody(value, names) : undefined;
  const found = names(value);
  return found.length === 0 ? undefined : `\${${found.join(", ")}}`;
}

function below(value: Json | undefined, key: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? valueAt(value, String(key)) : undefined;
}

function fromEntries(entries: readonly (readonly [string, Json | undefined])[]): JsonObject {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}
