import type { Resource, ResourceGraph } from "../model";

/**
 * The resources of a type that belong to another one, e.g. the policy of a bucket: by reference, or by repeating the
 * owner's name.
 * @param key attribute of the companion that names its owner
 */
export function companions(graph: ResourceGraph, owner: Resource, type: string, key: string): Resource[] {
  const byReference = graph.referrers(owner, type).filter((other) => graph.references(other, key).includes(owner));
  const name = graph.attribute(owner, key);
  if (name.kind !== "known") return byReference;
  const byName = graph.withValue(type, key, name.value).filter((other) => !byReference.includes(other));
  return [...byReference, ...byName];
}
