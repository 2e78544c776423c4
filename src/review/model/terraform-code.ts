import { scopeOf } from "./code-scope";
import { expandDynamicBlocks } from "./dynamic-blocks";
import { Evaluator, type Scope } from "./evaluate";
import { blocksOf, isObject, type Json, type JsonObject } from "./json";
import { manifestsOf } from "./manifests";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/**
 * Reads Terraform JSON: https://developer.hashicorp.com/terraform/language/syntax/json. Expressions are evaluated
 * as far as locals, variable defaults and policy documents allow; the rest stays unknown.
 */
export function readCode(name: string, json: JsonObject): Stack {
  const evaluator = new Evaluator();
  const data = readResources(name, "data", json.data);
  const locals = Object.fromEntries(entriesOf(json.locals));
  const variables = Object.fromEntries(entriesOf(json.variable));
  const bodies = new Map(data.map(({ address, body }) => [address, body as JsonObject]));
  const scope = scopeOf({ locals, variables, data: bodies }, evaluator);
  const settings = readSettings(name, json.terraform);
  const managed = readResources(name, "managed", json.resource);
  const evaluated = [...managed, ...data].map((resource) => evaluatedResource(resource, evaluator, scope));
  return {
    name,
    backend: readBackend(settings),
    providers: readProviders(json.provider, evaluator, scope),
    resources: [
      ...settings,
      ...evaluated.slice(0, managed.length),
      ...manifestsOf(evaluated),
      ...evaluated.slice(managed.length),
    ],
    written: new Map(
      [...managed, ...data].flatMap(({ address, body }, index) =>
        evaluated[index]?.body === body ? [] : [[address, body as JsonObject] as const],
      ),
    ),
  };
}

/** A block with labels may be one object or a list of them. */
function entriesOf(section: Json | undefined): [string, Json][] {
  return blocksOf(section)
    .flatMap(Object.entries<Json>)
    .filter(([key]) => key !== "//");
}

function evaluatedResource(resource: Resource, evaluator: Evaluator, scope: Scope): Resource {
  const body = evaluator.evaluate(expandDynamicBlocks(resource.body as JsonObject, evaluator, scope), scope);
  return body === resource.body || !isObject(body) ? resource : { ...resource, body };
}

/** The `terraform` block as a resource, so that rules can check it. */
function readSettings(stack: string, section: Json | undefined): Resource[] {
  const blocks = blocksOf(section);
  if (blocks.length === 0) return [];
  const settings = new Map<string, Json>();
  for (const [key, value] of blocks.flatMap(Object.entries<Json>)) {
    const above = settings.get(key);
    settings.set(key, isObject(above) && isObject(value) ? { ...above, ...value } : value);
  }
  return [
    {
      address: "terraform",
      mode: "settings",
      type: "terraform",
      name: "",
      stack,
      constructPath: undefined,
      body: Object.fromEntries(settings),
      change: undefined,
    },
  ];
}

function readBackend([settings]: readonly Resource[]): Stack["backend"] {
  const [entry] = entriesOf(settings?.body.backend);
  return entry && { type: entry[0], body: blocksOf(entry[1])[0] ?? {} };
}

function readProviders(section: Json | undefined, evaluator: Evaluator, scope: Scope): Stack["providers"] {
  const providers = new Map<string, JsonObject[]>();
  for (const [name, bodies] of entriesOf(section)) {
    const evaluated = blocksOf(bodies).flatMap((body) => blocksOf(evaluator.evaluate(body, scope)));
    providers.set(name, [...(providers.get(name) ?? []), ...evaluated]);
  }
  return Object.fromEntries(providers);
}

function readResources(stack: string, mode: "managed" | "data", section: Json | undefined): Resource[] {
  return entriesOf(section).flatMap(([type, named]) =>
    entriesOf(named).flatMap(([name, bodies]) =>
      blocksOf(bodies).map((body) => resourceOf(stack, mode, type, name, body)),
    ),
  );
}

function resourceOf(stack: string, mode: "managed" | "data", type: string, name: string, body: JsonObject): Resource {
  const { "//": comment, ...attributes } = body;
  const metadata = isObject(comment) && isObject(comment.metadata) ? comment.metadata : {};
  return {
    address: `${mode === "data" ? "data." : ""}${type}.${name}`,
    mode,
    type,
    name,
    stack,
    constructPath: typeof metadata.path === "string" ? metadata.path : undefined,
    body: attributes,
    change: undefined,
  };
}
