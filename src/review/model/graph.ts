import { blocksOf, isObject, type Json, type JsonObject, valueAt } from "./json";
import type { Attribute, Resource } from "./resource";
import { readStack, type Stack, type TerraformCode } from "./stack";

/** `data.` is optional; the name ends where the attribute begins. */
const REFERENCE = /\b((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\[\d+\])*)/g;
const WHOLE_REFERENCE = new RegExp(`^\\$\\{${REFERENCE.source}\\}$`);

const ABSENT: Attribute = { kind: "absent" };

/**
 * All resources under review and what they say about each other. References are resolved inside a stack, as Terraform
 * does; what cannot be resolved stays unknown instead of being taken for a value.
 */
export class ResourceGraph {
  readonly resources: readonly Resource[];
  private readonly byStack: ReadonlyMap<string, ReadonlyMap<string, Resource>>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private referrersByResource: ReadonlyMap<Resource, readonly Resource[]> | undefined;

  static fromTerraform(code: readonly TerraformCode[]): ResourceGraph {
    return new ResourceGraph(code.map(readStack));
  }

  constructor(readonly stacks: readonly Stack[]) {
    this.resources = stacks.flatMap((stack) => stack.resources);
    this.byStack = new Map(
      stacks.map((stack) => [stack.name, new Map(stack.resources.map((resource) => [resource.address, resource]))]),
    );
    this.byType = groupBy(
      this.resources
        .filter(({ mode }) => mode !== "data" && mode !== "deleted")
        .map((resource) => [resource.type, resource] as const),
    );
  }

  /** Managed resources (and settings) of the given types, in the order of the code. */
  ofType(...types: readonly string[]): readonly Resource[] {
    const [only, ...others] = types.map((type) => this.byType.get(type) ?? []);
    return only && others.length === 0 ? only : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resources of the given types that a plan creates, alters, replaces or deletes. */
  changesOf(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(
      ({ type, change }) =>
        types.includes(type) && change?.actions.some((action) => action !== "no-op" && action !== "read"),
    );
  }

  stackOf(resource: Resource): Stack {
    const stack = this.stacks.find(({ name }) => name === resource.stack);
    if (!stack) throw new Error(`${resource.address} is not part of this graph`);
    return stack;
  }

  /**
   * What is known about an attribute. Names in the path are separated by dots; a block that stands in a list of one is
   * looked through, because Terraform JSON allows both forms.
   */
  attribute(resource: Resource, path: string): Attribute {
    return this.resolve(resource, lookUp(resource.body, path.split(".")));
  }

  /** What is known about a value taken from a block of `resource`. */
  resolve(resource: Resource, value: Json | undefined, depth = 0): Attribute {
    if (value === undefined || value === null) return ABSENT;
    if (typeof value !== "string" || !value.includes("${")) return { kind: "known", value };
    const reference = WHOLE_REFERENCE.exec(value);
    const target = reference?.[1] && this.byStack.get(resource.stack)?.get(reference[1]);
    if (target && reference[2] && depth < 20) {
      const path = reference[2].replaceAll(/\[(\d+)\]/g, ".$1").slice(1);
      const resolved = this.resolve(target, lookUp(target.body, path.split(".")), depth + 1);
      if (resolved.kind === "known") return resolved;
    }
    return { kind: "unknown", expression: value };
  }

  /** The blocks at a path, as a list, whichever way they were written. */
  blocks(resource: Resource, path: string): JsonObject[] {
    return blocksOf(lookUp(resource.body, path.split(".")));
  }

  /** The resources that the value at a path refers to; without a path, those that the whole resource refers to. */
  references(resource: Resource, path?: string): Resource[] {
    const value = path === undefined ? resource.body : lookUp(resource.body, path.split("."));
    const resources = this.byStack.get(resource.stack);
    const found = new Set<Resource>();
    visitExpressions(value, (expression) => {
      for (const [, address] of expression.matchAll(REFERENCE)) {
        const target = address === undefined ? undefined : resources?.get(address);
        if (target && target !== resource) found.add(target);
      }
    });
    return [...found];
  }

  /** The resources that refer to this one; with types, only those. */
  referrers(resource: Resource, ...types: readonly string[]): Resource[] {
    this.referrersByResource ??= this.indexReferrers();
    const referrers = this.referrersByResource.get(resource) ?? [];
    return types.length === 0 ? [...referrers] : referrers.filter(({ type }) => types.includes(type));
  }

  private indexReferrers(): ReadonlyMap<Resource, readonly Resource[]> {
    return groupBy(
      this.resources.flatMap((resource) => this.references(resource).map((target) => [target, resource] as const)),
    );
  }
}

function groupBy<Key, Item>(pairs: readonly (readonly [Key, Item])[]): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const [key, item] of pairs) {
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function lookUp(value: Json | undefined, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) return lookUp(value[Number(name)], rest);
    return value.length === 1 ? lookUp(value[0], path) : undefined;
  }
  return isObject(value) ? lookUp(valueAt(value, name), rest) : undefined;
}

function visitExpressions(value: Json | undefined, visit: (expression: string) => void): void {
  if (typeof value === "string") {
    if (value.includes("${")) visit(value);
  } else if (Array.isArray(value)) {
    for (const item of value) visitExpressions(item, visit);
  } else if (isObject(value)) {
    for (const item of Object.values(value)) visitExpressions(item, visit);
  }
}
