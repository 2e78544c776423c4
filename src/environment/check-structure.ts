import { z } from "zod";
import type { Fault } from "../problems/fault";
import { nearest } from "../problems/nearest";
import { describe } from "./describe";
import { join } from "./plain";
import { schemaOf } from "./schema";

/** Finds unknown and missing keys, wrong types, and values that are invalid on their own. */
export function checkStructure(value: unknown): Fault[] {
  const result = schemaOf(value).safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => faultsOf(issue, value));
}

function faultsOf(issue: z.core.$ZodIssue, value: unknown): Fault[] {
  const path = issue.path.reduce<string>((place, key) => join(place, typeof key === "number" ? key : String(key)), "");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey(join(path, key), key, allowedKeys(issue.path, value)));
  const found = valueAt(value, issue.path);
  return [
    {
      path,
      found: describe(found),
      expected: issue.message,
      remedy: remedyFor(path, found, issue),
    },
  ];
}

function remedyFor(path: string, found: unknown, issue: z.core.$ZodIssue): string {
  if (path === "") return "Export an environment: export default defineEnvironment({ … }).";
  if (found === undefined) return `Add ${path}; it has no default.`;
  // Everything is close to a word of three letters.
  const word = typeof found === "string" && found.length > 3 ? found : undefined;
  const meant = word && issue.code === "invalid_value" ? nearest(word, issue.values.map(String)) : undefined;
  return meant === undefined ? `Change ${path} to ${issue.message}.` : `Did you mean "${meant}"?`;
}

function unknownKey(path: string, key: string, allowed: readonly string[]): Fault {
  const meant = nearest(key, allowed);
  return {
    path,
    found: `the unknown key ${describe(key)}`,
    expected: `one of ${allowed.join(", ")}`,
    remedy: meant === undefined ? `Remove ${path}.` : `Did you mean ${meant}? Otherwise remove ${path}.`,
  };
}

/** The keys that are allowed in the block at a path. */
function allowedKeys(path: readonly PropertyKey[], value: unknown): string[] {
  let schema: z.core.$ZodType | undefined = schemaOf(value);
  path.forEach((key, index) => {
    schema = childOf(schema, key, valueAt(value, path.slice(0, index)));
  });
  const block = blockOf(schema, valueAt(value, path));
  return block ? Object.keys(block.shape) : [];
}

function childOf(schema: z.core.$ZodType | undefined, key: PropertyKey, value: unknown): z.core.$ZodType | undefined {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (inner instanceof z.ZodArray) return inner.element;
  return blockOf(inner, value)?.shape[String(key)];
}

/** The schema of a block; for the cloud block, the schema of the value's provider. */
export function blockOf(schema: z.core.$ZodType | undefined, value: unknown): z.ZodObject | undefined {
  if (schema instanceof z.ZodOptional) return blockOf(schema.unwrap(), value);
  if (schema instanceof z.ZodObject) return schema;
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return undefined;
  const options = schema.options.filter((option): option is z.ZodObject => option instanceof z.ZodObject);
  return options.find((option) => {
    const { provider } = option.shape;
    return provider instanceof z.ZodLiteral && provider.value === valueAt(value, ["provider"]);
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (item, key) =>
      typeof item === "object" && item !== null ? (item as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}
