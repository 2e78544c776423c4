import type { Json, JsonObject, Resource, ResourceGraph } from "../model";

/** Attributes by which other resources refer to a resource. */
const IDENTITIES = ["id", "arn", "self_link", "name"] as const;

/** Attributes that identify or describe the resource itself. */
const OWN = new Set<string>([...IDENTITIES, "description", "tags", "tags_all", "labels", "effective_labels"]);

/** One index per graph: a plan doesn't change during its review. */
const INDEXES = new WeakMap<ResourceGraph, ReadonlyMap<string, readonly Resource[]>>();

/**
 * The resources that referred to this one before the change, according to the state: deleted resources have no code with
 * references.
 */
export function mentioners(graph: ResourceGraph, resource: Resource): Resource[] {
  let index = INDEXES.get(graph);
  if (!index) {
    index = indexMentions(graph);
    INDEXES.set(graph, index);
  }
  const found = new Set(identitiesOf(resource).flatMap((identity) => index.get(keyOf(resource, identity)) ?? []));
  found.delete(resource);
  return [...found];
}

function identitiesOf({ change }: Resource): string[] {
  const before = change?.before ?? {};
  return IDENTITIES.map((name) => before[name]).filter(
    (value): value is string => typeof value === "string" && value !== "",
  );
}

/** Names are only unique within a stack. */
function keyOf({ stack }: Resource, identity: string): string {
  return `${stack}\n${identity}`;
}

function indexMentions(graph: ResourceGraph): ReadonlyMap<string, readonly Resource[]> {
  const identities = new Set(
    graph.resources.flatMap((resource) => identitiesOf(resource).map((identity) => keyOf(resource, identity))),
  );
  const index = new Map<string, Resource[]>();
  for (const resource of graph.resources) {
    visitTexts(othersOf(resource.change?.before ?? {}), (text) => {
      const key = keyOf(resource, text);
      if (!identities.has(key)) return;
      const found = index.get(key);
      if (found) found.push(resource);
      else index.set(key, [resource]);
    });
  }
  return index;
}

function othersOf(before: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(before).filter(([name]) => !OWN.has(name)));
}

function visitTexts(value: Json, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (Array.isArray(value)) for (const item of value) visitTexts(item, visit);
  else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) visitTexts(item, visit);
}
