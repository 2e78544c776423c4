import { z } from "zod";
import { blockOf } from "./check-structure";
import type { EnvironmentInput } from "./environment-input";
import { schemaOf } from "./schema";

/** An environment reduced to its valid parts; any part may be missing. */
export type Partially<Type> = Type extends readonly (infer Item)[]
  ? readonly (Partially<Item> | undefined)[]
  : Type extends object
    ? { readonly [Key in keyof Type]?: Partially<Type[Key]> | undefined }
    : Type;

/**
 * Keeps every valid value, so that checks across fields still run: one invalid field must not hide the problems of
 * another. Invalid values become `undefined` and keep their place, so that they are not replaced by defaults and list
 * items keep their index.
 */
export function keepValid(value: unknown): Partially<EnvironmentInput> {
  return (keep(schemaOf(value), value) ?? {}) as Partially<EnvironmentInput>;
}

function keep(schema: z.core.$ZodType, value: unknown): unknown {
  const list = listOf(schema);
  if (list && Array.isArray(value)) return value.map((item) => keep(list.element, item));
  const block = blockOf(schema, value);
  if (!block) return parsed(schema, value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const known = Object.entries(value).flatMap(([key, item]) => {
    const child = Object.hasOwn(block.shape, key) ? block.shape[key] : undefined;
    return child ? [[key, keep(child, item)] as const] : [];
  });
  return Object.fromEntries(known);
}

function listOf(schema: z.core.$ZodType): z.ZodArray | undefined {
  if (schema instanceof z.ZodOptional) return listOf(schema.unwrap());
  return schema instanceof z.ZodArray ? schema : undefined;
}

function parsed(schema: z.core.$ZodType, value: unknown): unknown {
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}
