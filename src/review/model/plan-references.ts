import type { Json, JsonObject } from "./json";
import { type ModuleInstance, objectAt } from "./plan-modules";

/** Where a name is resolved: a resource or a module call, inside a module. */
export interface Asker {
  readonly module: ModuleInstance;
  /** Its own key, `[0]` or `["a"]`; empty without one. */
  readonly key: string;
  /** Its configuration. */
  readonly configuration: JsonObject;
}

/**
 * Follows the names in a plan's configuration through module inputs and outputs to resource instances: `var.key` of a
 * module may be `aws_kms_key.main.arn` of its caller. Names that refer to no resource stay unchanged.
 */
export class PlanReferences {
  private readonly followed = new Map<string, readonly string[]>();

  /** @param addresses of all planned resources */
  constructor(private readonly addresses: ReadonlySet<string>) {}

  /** What the references of an expression resolve to; the expression belongs to `asker`. */
  of(expression: Json | undefined, asker: Asker): string[] {
    const references = referencesOf(expression);
    const sameKey = references.some((reference) => /^(count\.index|each\.(key|value))/.test(reference));
    const names = references.filter((reference) => !references.some((other) => continues(other, reference)));
    return [...new Set(names.flatMap((name) => this.follow(name, asker, sameKey ? asker.key : "")))];
  }

  /** @param key of the asker, if the expression selects the instance with the same key */
  private follow(name: string, asker: Asker, key: string): readonly string[] {
    const { module } = asker;
    const id = `${module.address}\n${asker.key}\n${key}\n${name}`;
    const known = this.followed.get(id);
    if (known) return known;
    // Coming back here before it is resolved means a circular reference.
    this.followed.set(id, []);
    const found = this.read(name, asker, key);
    this.followed.set(id, found);
    return found;
  }

  private read(name: string, asker: Asker, key: string): string[] {
    const { module, configuration } = asker;
    const [root = "", second = ""] = name.split(/[.[]/, 2);
    if (root === "count" || root === "path" || root === "terraform" || root === "self") return [];
    if (root === "each") return this.of(configuration.for_each_expression, { ...asker, key: "" });
    if (root === "var") return module.parent ? this.input(second, module, module.parent) : [name];
    if (root === "module") return this.output(name, module, key);
    if (root === "local") return [name];
    return [this.resource(name, module, key)];
  }

  private input(name: string, module: ModuleInstance, { module: caller, call }: NonNullable<ModuleInstance["parent"]>) {
    return this.of(objectAt(call, "expressions")[name], { module: caller, key: module.key, configuration: call });
  }

  private output(name: string, module: ModuleInstance, key: string): string[] {
    const [, call = "", ownKey = "", output = ""] =
      /^(module\.[\w-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?(?:\.([\w-]+))?/.exec(name) ?? [];
    const instances = module.children.get(call) ?? [];
    const same = instances.filter((instance) => instance.key === (ownKey || key));
    return (same.length > 0 ? same : instances).flatMap((instance) => {
      const { expression } = objectAt(objectAt(instance.configuration, "outputs"), output);
      return this.of(expression, { module: instance, key: "", configuration: {} });
    });
  }

  /** The address from the root; with the key of the asker if the expression uses it. */
  private resource(name: string, module: ModuleInstance, key: string): string {
    const full = module.address === "" ? name : `${module.address}.${name}`;
    const base = /^((?:data\.)?[\w-]+\.[\w-]+)(\[)?/.exec(name);
    if (!base?.[1] || base[2] || key === "") return full;
    const address = full.slice(0, full.length - name.length + base[1].length);
    return this.addresses.has(address + key) ? address + key + name.slice(base[1].length) : full;
  }
}

/** The names in an expression: https://developer.hashicorp.com/terraform/internals/json-format#expression-representation */
function referencesOf(expression: Json | undefined): string[] {
  const references = isList(expression) ? undefined : (expression as JsonObject | undefined)?.references;
  return isList(references) ? references.filter((reference) => typeof reference === "string") : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** `a.b.c` extends `a.b`, which Terraform also lists. */
function continues(other: string, name: string): boolean {
  return other.length > name.length && other.startsWith(name) && /[.[]/.test(other.charAt(name.length));
}
