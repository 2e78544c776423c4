import { blocksOf, isObject, type Json, type JsonObject, MAX_DEPTH, nestsDeeperThan } from "./json";
import { planFaults } from "./plan-shape";
import { kindOf, type ShapeFault } from "./shape-fault";
import { isPlan } from "./terraform-plan";

/** All faults that prevent a document from being read as Terraform code or as a plan; none if it can be read completely. */
export function shapeFaults(document: unknown): ShapeFault[] {
  const json = document as Json;
  if (!isObject(json)) return [{ path: "", found: kindOf(json), expected: "an object: Terraform JSON or plan JSON" }];
  if (nestsDeeperThan(json, MAX_DEPTH)) {
    return [{ path: "", found: "deeper nesting", expected: `at most ${MAX_DEPTH} levels` }];
  }
  return isPlan(json) ? planFaults(json) : codeFaults(json);
}

/** The number of names above a block: `resource.<type>.<name>`. */
const LABELS = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  provider: 1,
  module: 1,
  variable: 1,
  output: 1,
  terraform: 0,
  locals: 0,
};

function codeFaults(json: JsonObject): ShapeFault[] {
  const sections = Object.entries(LABELS).flatMap(([section, labels]) => labelFaults(json[section], labels, section));
  return [...sections, ...["resource", "data"].flatMap((section) => duplicates(json[section], section))];
}

/** Each level is an object or a list of objects; null means absent, as in Terraform. */
function labelFaults(value: Json | undefined, labels: number, path: string): ShapeFault[] {
  if (value === undefined || value === null) return [];
  const items = Array.isArray(value) ? value : [value];
  if (!items.every(isObject)) {
    const odd = Array.isArray(value)
      ? `a list with ${kindOf(items.find((item) => !isObject(item)) ?? null)}`
      : kindOf(value);
    return [{ path, found: odd, expected: labels > 0 ? "an object, or a list of objects" : "a block" }];
  }
  if (labels === 0) return [];
  return items
    .flatMap((item) => Object.entries<Json>(item))
    .filter(([name]) => name !== "//")
    .flatMap(([name, below]) => labelFaults(below, labels - 1, `${path}.${name}`));
}

function duplicates(section: Json | undefined, path: string): ShapeFault[] {
  const counts = new Map<string, number>();
  for (const [type, named] of blocksOf(section).flatMap(Object.entries<Json>)) {
    for (const [name, bodies] of blocksOf(named).flatMap(Object.entries<Json>)) {
      const address = `${path}.${type}.${name}`;
      counts.set(address, (counts.get(address) ?? 0) + blocksOf(bodies).length);
    }
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([address, count]) => ({ path: address, found: `${count} blocks`, expected: "one block for each name" }));
}
