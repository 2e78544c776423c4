import { blocksOf, isObject, type JsonObject } from "../../model";

/** A body with another value at a path of blocks, each of which occurs once. */
export function changedAttribute(
  body: JsonObject,
  [name = "", ...rest]: readonly string[],
  value: JsonObject[string],
): JsonObject {
  if (rest.length === 0) return { ...body, [name]: value };
  const [block] = blocksOf(body[name]);
  return { ...body, [name]: [changedAttribute(isObject(block) ? block : {}, rest, value)] };
}
