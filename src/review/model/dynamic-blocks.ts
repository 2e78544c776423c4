import { type Evaluator, isKnown, type Scope, valueBelow } from "./evaluate";
import { blocksOf, isObject, type Json, type JsonObject } from "./json";

/**
 * A body with its `dynamic` blocks expanded: one block per item if the items are known. Otherwise a single block
 * represents them, with unknown content.
 */
export function expandDynamicBlocks(body: JsonObject, evaluator: Evaluator, scope: Scope): JsonObject {
  if (!hasDynamicBlock(body)) return body;
  const { dynamic, ...written } = body;
  const specifications = blocksOf(dynamic).flatMap(Object.entries<Json>);
  const blocks = new Map(Object.entries(written).map(([key, value]) => [key, expandBelow(value, evaluator, scope)]));
  for (const [label, value] of specifications) {
    const expanded = blocksOf(value).flatMap((specification) => expand(label, specification, evaluator, scope));
    blocks.set(label, [...blocksOf(blocks.get(label)), ...expanded]);
  }
  return Object.fromEntries(blocks);
}

function hasDynamicBlock(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasDynamicBlock);
  return isObject(value) && (blocksOf(value.dynamic).length > 0 || Object.values(value).some(hasDynamicBlock));
}

function expandBelow(value: Json, evaluator: Evaluator, scope: Scope): Json {
  if (Array.isArray(value)) return value.map((item) => expandBelow(item, evaluator, scope));
  return isObject(value) ? expandDynamicBlocks(value, evaluator, scope) : value;
}

function expand(label: string, specification: JsonObject, evaluator: Evaluator, scope: Scope): JsonObject[] {
  const { for_each = null, iterator = label } = specification;
  const [content = {}] = blocksOf(specification.content);
  const items = evaluator.evaluate(for_each, scope);
  if (typeof items !== "object" || items === null || !isKnown(items)) return [hidden(label, content)];
  return Object.entries(items).map(([key, value]) => {
    const inner: Scope = ([root = "", field, ...rest]) => {
      if (root !== iterator) return scope([root, ...(field === undefined ? [] : [field]), ...rest]);
      if (field === "value") return valueBelow(value, rest);
      return field === "key" && isObject(items) ? key : undefined;
    };
    const evaluated = evaluator.evaluate(expandDynamicBlocks(content, evaluator, inner), inner);
    return isObject(evaluated) ? evaluated : content;
  });
}

/** Nested blocks stay blocks, so that their attributes are found as unknown. */
function hidden(label: string, content: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, hiddenValue(label, value)]));
}

function hiddenValue(label: string, value: Json): Json {
  const blocks = blocksOf(value);
  if (blocks.length > 0) return blocks.map((block) => hidden(label, block));
  const text = typeof value === "string" && value.includes("${") ? value : `\${${JSON.stringify(value)}}`;
  return `\${dynamic ${label}: ${text.slice(2)}`;
}
