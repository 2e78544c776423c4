import type { Json, JsonObject, Resource, ResourceGraph } from "../../model";
import { manifestOf, namespaceOf, objectIn } from "./manifest";

/** Objects that select pods, indexed by a label that they require. */
type Index = ReadonlyMap<string, readonly Resource[]>;

/** One index per graph and kind. */
const INDEXES = new WeakMap<ResourceGraph, Map<string, Index>>();

/**
 * The objects of a kind that select pods with these labels, such as disruption budgets.
 * @param types the kind's types
 */
export function selectorsOf(
  graph: ResourceGraph,
  types: readonly string[],
  owner: Resource,
  labels: JsonObject,
): Resource[] {
  const index = indexOf(graph, types);
  const keys = ["", ...Object.entries(labels).map(([name, value]) => `${name}=${String(value)}`)];
  return keys
    .flatMap((key) => index.get(placeOf(owner, key)) ?? [])
    .filter((selector) => Object.entries(demanded(selector)).every(([name, value]) => labels[name] === value));
}

function indexOf(graph: ResourceGraph, types: readonly string[]): Index {
  const indexes = INDEXES.get(graph) ?? new Map<string, Index>();
  INDEXES.set(graph, indexes);
  const known = indexes.get(types.join());
  if (known) return known;
  const index = new Map<string, Resource[]>();
  for (const selector of graph.ofType(...types)) {
    const [first] = Object.entries(demanded(selector));
    const key = placeOf(selector, first ? `${first[0]}=${String(first[1])}` : "");
    const found = index.get(key);
    if (found) found.push(selector);
    else index.set(key, [selector]);
  }
  indexes.set(types.join(), index);
  return index;
}

/** Selectors only apply within their namespace. */
function placeOf(resource: Resource, key: string): string {
  return `${resource.stack}\n${String(namespaceOf(resource) ?? "default")}\n${key}`;
}

/** The labels that it requires; one that selects in another way requires none, so it counts for all. */
function demanded(selector: Resource): Readonly<Record<string, Json>> {
  const spec = objectIn(manifestOf(selector), "spec");
  return objectIn(objectIn(spec, "selector"), "matchLabels");
}
