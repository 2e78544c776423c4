import type { Path } from "./evaluate";
import { groupBy } from "./group-by";
import { isObject, type Json, type JsonObject } from "./json";
import type { Resource } from "./resource";
import type { Stack } from "./stack";

/**
 * `module.network["a"].aws_subnet.private[0]`; `module.` parts, `data.` and keys are optional. The bounds prevent
 * excessive backtracking on hostile input.
 */
const KEY = String.raw`\[(?:\d{1,9}|"[^"\\\]]{0,200}")\]`;
const REFERENCE = new RegExp(
  String.raw`\b((?:module\.[\w-]{1,200}(?:${KEY})?\.){0,8}(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)(${KEY})?`,
  "g",
);

interface Addresses {
  readonly exact: ReadonlyMap<string, Resource>;
  /** All instances of resources with `count` or `for_each`, by address without the key. */
  readonly instances: ReadonlyMap<string, readonly Resource[]>;
}

/** References between resources within each stack. */
export class ReferenceIndex {
  private readonly addresses: ReadonlyMap<string, Addresses>;
  private readonly written: ReadonlyMap<string, ReadonlyMap<string, JsonObject>>;
  private readonly known = new Map<Resource, readonly Resource[]>();
  private referring: ReadonlyMap<Resource, readonly Resource[]> | undefined;

  constructor(private readonly stacks: readonly Stack[]) {
    this.addresses = new Map(stacks.map(({ name, resources }) => [name, addressesOf(resources)]));
    this.written = new Map(stacks.map(({ name, written }) => [name, written]));
  }

  /** Everything that a resource refers to. */
  references(resource: Resource): readonly Resource[] {
    const known = this.known.get(resource);
    if (known) return known;
    const written = this.written.get(resource.stack)?.get(resource.address);
    const found = this.find(resource, [resource.body as JsonObject, written]);
    this.known.set(resource, found);
    return found;
  }

  referrers(resource: Resource): readonly Resource[] {
    this.referring ??= this.turned();
    return this.referring.get(resource) ?? [];
  }

  /** The resources that the expressions in some values of a resource refer to. */
  find(resource: Resource, values: readonly (Json | undefined)[]): Resource[] {
    const addresses = this.addresses.get(resource.stack);
    const found = new Set<Resource>();
    visitExpressions(values, (expression) => {
      // Quotes are escaped if the expression is inside JSON.
      for (const [, address = "", key = ""] of expression.replaceAll('\\"', '"').matchAll(REFERENCE)) {
        for (const target of targetsOf(addresses, address, key)) found.add(target);
      }
    });
    found.delete(resource);
    return [...found];
  }

  /** The resource at the start of a path, and the rest of the path. */
  split(stack: string, path: Path): { readonly target: Resource; readonly rest: Path } | undefined {
    const addresses = this.addresses.get(stack);
    const length = path[0] === "data" ? 3 : 2;
    const address = path.slice(0, length).join(".");
    const [key, ...rest] = path.slice(length);
    const instance = key === undefined ? undefined : addresses?.exact.get(`${address}[${JSON.stringify(key)}]`);
    if (instance) return { target: instance, rest };
    const target = addresses?.exact.get(address);
    if (!target) return undefined;
    // Code has one body for all instances.
    return { target, rest: typeof key === "number" ? rest : path.slice(length) };
  }

  private turned(): ReadonlyMap<Resource, readonly Resource[]> {
    const resources = this.stacks.flatMap((stack) => stack.resources);
    return groupBy(
      resources.flatMap((resource) => this.references(resource).map((target) => [target, resource] as const)),
    );
  }
}

function addressesOf(resources: readonly Resource[]): Addresses {
  const based = resources.map((resource) => [baseOf(resource), resource] as const);
  return {
    exact: new Map(resources.map((resource) => [resource.address, resource])),
    instances: groupBy(based.filter(([base, { address }]) => base !== address)),
  };
}

/** A manifest has its own address: references to its carrier don't refer to it. */
function baseOf({ address, mode }: Resource): string {
  return mode === "manifest" ? address : address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}

function targetsOf(addresses: Addresses | undefined, address: string, key: string): readonly Resource[] {
  const target = addresses?.exact.get(address + key) ?? addresses?.exact.get(address);
  return target ? [target] : (addresses?.instances.get(address) ?? []);
}

function visitExpressions(
  value: Json | undefined | readonly (Json | undefined)[],
  visit: (text: string) => void,
): void {
  if (typeof value === "string") {
    if (value.includes("${")) visit(value);
  } else if (Array.isArray(value)) {
    for (const item of value) visitExpressions(item, visit);
  } else if (isObject(value as Json)) {
    for (const item of Object.values(value as JsonObject)) visitExpressions(item, visit);
  }
}
