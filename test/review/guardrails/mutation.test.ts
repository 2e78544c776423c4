import { runGuardrails } from "../../../src/review/guardrails";
import { type Json, type JsonObject, type Resource, ResourceGraph, type Stack } from "../../../src/review/model";
import { type Cloud, shipped, shippedGraph } from "../../stacks/shipped";
import { ON_AWS, ON_GOOGLE, ON_KUBERNETES, type Weakening } from "./weakened";

const TODAY = "2026-11-01";

/** How many resources of a type are weakened: the first ones show whether the type is checked. */
const EACH = 2;

/** A path's names; a dot of a name is written with a backslash. */
function namesOf(path: string): string[] {
  return path.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", "."));
}

function withValue(body: Json | undefined, [name, ...rest]: readonly string[], value: unknown): Json {
  if (name === undefined) return value as Json;
  if (Array.isArray(body)) {
    const [index, names] = /^\d+$/.test(name) ? [Number(name), rest] : [0, [name, ...rest]];
    return body.map((item, at) => (at === index ? withValue(item, names, value) : item));
  }
  const block = (body ?? {}) as JsonObject;
  if (/^\d+$/.test(name)) return withValue(block, rest, value);
  const { [name]: before, ...others } = block;
  return rest.length === 0 && value === undefined ? others : { ...others, [name]: withValue(before, rest, value) };
}

function valueAt(body: Json | undefined, names: readonly string[]): Json | undefined {
  return names.reduce<Json | undefined>((value, name) => {
    if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : (value[0] as JsonObject)?.[name];
    return /^\d+$/.test(name) && typeof value === "object" ? value : (value as JsonObject | undefined)?.[name];
  }, body);
}

function findingsOf(graph: ResourceGraph, cloud: Cloud): Set<string> {
  const { failed } = runGuardrails(graph, {
    strictness: "prod",
    today: TODAY,
    waivers: shipped(cloud, "prod").waivers,
  });
  return new Set(failed.map(({ rule, stack, address, message }) => [rule.id, stack, address, message].join(" ")));
}

function weakened(graph: ResourceGraph, target: Resource, names: readonly string[], value: unknown): ResourceGraph {
  const body = withValue(target.body as JsonObject, names, value) as JsonObject;
  return new ResourceGraph(
    graph.stacks
      .filter(({ name }) => name === target.stack)
      .map((stack) => ({
        ...stack,
        ...(target.mode === "settings" && { backend: backendOf(body) }),
        resources: stack.resources.map((resource) => (resource === target ? { ...resource, body } : resource)),
      })),
  );
}

function backendOf({ backend }: JsonObject): Stack["backend"] {
  const [entry] = Object.entries((backend ?? {}) as JsonObject);
  return entry && { type: entry[0], body: entry[1] as JsonObject };
}

interface Flip {
  readonly name: string;
  readonly caught: boolean;
}

function flips(cloud: Cloud, [type, path, value, only]: Weakening): Flip[] {
  const graph = shippedGraph(cloud, "prod");
  const names = namesOf(path);
  const present = value === undefined || value === false;
  const targets = graph
    .ofType(type)
    .filter(({ body }) => {
      const [attribute = "", expected] = only?.split("=") ?? [];
      return attribute === "" || (attribute in body && (expected === undefined || body[attribute] === expected));
    })
    .filter(({ body }) => !present || valueAt(body, names) !== undefined)
    .filter(({ body }) => JSON.stringify(valueAt(body, names)) !== JSON.stringify(value));
  return targets.slice(0, EACH).map((target) => {
    const before = findingsOf(weakened(graph, target, [], target.body), cloud);
    const after = findingsOf(weakened(graph, target, names, value), cloud);
    const name = `${cloud} ${target.address}: ${path} = ${JSON.stringify(value)?.slice(0, 40) ?? "(gone)"}`;
    return { name, caught: [...after].some((finding) => !before.has(finding)) };
  });
}

/**
 * The other way round: not whether a rule accepts and refuses its examples, but whether anything in prod can be weakened
 * without any rule noticing.
 */
test("what keeps prod safe can't be switched off unseen", () => {
  // A share below all of them is named by what is missed.
  const all = (["aws", "google"] as const).flatMap((cloud) =>
    [...(cloud === "aws" ? ON_AWS : ON_GOOGLE), ...ON_KUBERNETES].flatMap((weakening) => {
      const found = flips(cloud, weakening);
      return found.length > 0
        ? found
        : [{ name: `${cloud} has no ${weakening[0]} with ${weakening[1]}`, caught: false }];
    }),
  );
  const missed = all.filter(({ caught }) => !caught).map(({ name }) => name);
  expect(missed).toEqual([]);
});
