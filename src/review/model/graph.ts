import { Evaluator, type Path, type Scope } from "./evaluate";
import { groupBy } from "./group-by";
import { blocksOf, isObject, type Json, type JsonObject, valueAt } from "./json";
import { readStack } from "./read-stack";
import { ReferenceIndex } from "./references";
import type { Attribute, Resource } from "./resource";
import type { Stack, TerraformCode } from "./stack";
import { isPlain, textOf } from "./template";

const ABSENT: Attribute = { kind: "absent" };

/** Real code chains a few resources; longer chains of references stay unknown. */
const MAX_CHAIN = 100;

/**
 * All resources under review and their references. References are resolved within a stack, as in Terraform;
 * unresolvable ones stay unknown and are not treated as values.
 */
export class ResourceGraph {
  readonly resources: readonly Resource[];
  private readonly byName: ReadonlyMap<string, Stack>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly changedByType: ReadonlyMap<string, readonly Resource[]>;
  private readonly byValue = new Map<string, ReadonlyMap<Json, readonly Resource[]>>();
  private readonly index: ReferenceIndex;
  private readonly evaluator = new Evaluator();
  private readonly resolved = new Map<Resource, Map<string, Json | undefined>>();
  private chain = 0;

  static fromTerraform(code: readonly TerraformCode[]): ResourceGraph {
    return new ResourceGraph(code.map(readStack));
  }

  constructor(readonly stacks: readonly Stack[]) {
    this.resources = stacks.flatMap((stack) => stack.resources);
    this.byName = new Map(stacks.map((stack) => [stack.name, stack]));
    this.index = new ReferenceIndex(stacks);
    const present = this.resources.filter(({ mode }) => mode !== "data" && mode !== "deleted");
    this.byType = groupBy(present.map((resource) => [resource.type, resource] as const));
    this.changedByType = groupBy(
      this.resources.filter(isChanged).map((resource) => [resource.type, resource] as const),
    );
  }

  /** A copy with other bodies or without some resources, for what-if estimates. */
  replaced(change: (resource: Resource) => JsonObject | "gone" | undefined): ResourceGraph {
    return new ResourceGraph(
      this.stacks.map((stack) => ({
        ...stack,
        resources: stack.resources.flatMap((resource) => {
          const body = change(resource);
          return body === "gone" ? [] : [body ? { ...resource, body } : resource];
        }),
      })),
    );
  }

  /** Managed resources (including settings and manifests) of the given types, in code order; `*` is every type. */
  ofType(...types: readonly string[]): readonly Resource[] {
    if (types.includes("*")) return [...this.byType.values()].flat();
    const [only, ...others] = types.map((type) => this.byType.get(type) ?? []);
    return only && others.length === 0 ? only : types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Resources of a type whose attribute is written as exactly this value. */
  withValue(type: string, key: string, value: Json): readonly Resource[] {
    const index = `${type}.${key}`;
    const known =
      this.byValue.get(index) ?? groupBy(this.ofType(type).map((other) => [other.body[key] ?? null, other]));
    this.byValue.set(index, known);
    return known.get(value) ?? [];
  }

  /** The resources of the given types that a plan creates, updates, replaces or deletes. */
  changesOf(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.changedByType.get(type) ?? []);
  }

  stackOf(resource: Resource): Stack {
    const stack = this.byName.get(resource.stack);
    if (!stack) throw new Error(`${resource.address} is not part of this graph`);
    return stack;
  }

  /**
   * What is known about an attribute. Names in the path are separated by dots; a list with one block counts as
   * the block, because Terraform JSON allows both forms.
   */
  attribute(resource: Resource, path: string): Attribute {
    return this.resolve(resource, lookUp(resource.body, path.split(".")));
  }

  /** What is known about a value taken from a block of `resource`. */
  resolve(resource: Resource, value: Json | undefined): Attribute {
    if (value === undefined || value === null) return ABSENT;
    if (typeof value !== "string") return { kind: "known", value };
    this.evaluator.renew();
    const resolved = value.includes("${") ? this.evaluator.evaluate(value, this.scopeOf(resource)) : value;
    if (resolved === null) return ABSENT;
    if (typeof resolved !== "string") return { kind: "known", value: resolved };
    return isPlain(resolved) ? { kind: "known", value: textOf(resolved) } : { kind: "unknown", expression: value };
  }

  /** The blocks at a path as a list, in whichever form they were written. */
  blocks(resource: Resource, path: string): JsonObject[] {
    return blocksOf(lookUp(resource.body, path.split(".")));
  }

  /** The resources that the value at a path refers to; without a path, those that the whole resource refers to. */
  references(resource: Resource, path?: string): Resource[] {
    if (path === undefined) return [...this.index.references(resource)];
    const steps = path.split(".");
    const written = this.stackOf(resource).written.get(resource.address);
    return this.index.find(resource, [lookUp(resource.body, steps), lookUp(written, steps)]);
  }

  /** The resources that refer to this one; with types, only those. */
  referrers(resource: Resource, ...types: readonly string[]): Resource[] {
    const referrers = this.index.referrers(resource);
    return types.length === 0 ? [...referrers] : referrers.filter(({ type }) => types.includes(type));
  }

  /** The attributes of the other resources of its stack. */
  private scopeOf(resource: Resource): Scope {
    return (path) => {
      const found = this.index.split(resource.stack, path);
      return found && found.rest.length > 0 ? this.valueOf(found.target, found.rest) : undefined;
    };
  }

  /** Evaluated once; a second request during evaluation means a circular reference. */
  private valueOf(target: Resource, path: Path): Json | undefined {
    const values = this.resolved.get(target) ?? new Map<string, Json | undefined>();
    this.resolved.set(target, values);
    const key = JSON.stringify(path);
    if (values.has(key) || this.chain > MAX_CHAIN) return values.get(key);
    values.set(key, undefined);
    this.chain += 1;
    const value = lookUp(target.body, path.map(String));
    const known =
      value === undefined || value === null ? undefined : this.evaluator.evaluate(value, this.scopeOf(target));
    // A reference to an unknown value is more informative than its expression.
    values.set(key, typeof known === "string" && !isPlain(known) ? undefined : known);
    this.chain -= 1;
    return values.get(key);
  }
}

function isChanged({ change }: Resource): boolean {
  return change?.actions.some((action) => action !== "no-op" && action !== "read") ?? false;
}

/** A path below an expression resolves to the expression: it is unknown as well. */
function lookUp(value: Json | undefined, path: readonly string[], from = 0): Json | undefined {
  const name = path[from];
  if (name === undefined || (typeof value === "string" && value.includes("${"))) return value;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(name)) return lookUp(value[Number(name)], path, from + 1);
    return value.length === 1 ? lookUp(value[0], path, from) : undefined;
  }
  return isObject(value) ? lookUp(valueAt(value, name), path, from + 1) : undefined;
}
