import { blocksOf, isObject, type JsonObject, valueAt } from "./json";

/** A module of a plan, including the root: one instance, with the configuration shared by all its instances. */
export interface ModuleInstance {
  /** `module.network["a"]`; empty for the root. */
  readonly address: string;
  /** Its key, if its call has a `count` or a `for_each`: `["a"]`; empty otherwise. */
  readonly key: string;
  readonly configuration: JsonObject;
  /** `undefined` for the root. */
  readonly parent: { readonly module: ModuleInstance; readonly call: JsonObject } | undefined;
  /** Instances of the modules that it calls, by call name. */
  readonly children: ReadonlyMap<string, readonly ModuleInstance[]>;
  /** Its planned values: https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
  readonly resources: readonly JsonObject[];
}

/** The modules of a plan as a tree. */
export function readModules(plan: JsonObject): ModuleInstance {
  const configuration = objectAt(objectAt(plan, "configuration"), "root_module");
  return readModule("", "", objectAt(objectAt(plan, "planned_values"), "root_module"), configuration, undefined);
}

/** The tree as a list, callers first. */
export function allModules(root: ModuleInstance): ModuleInstance[] {
  return [root, ...[...root.children.values()].flat().flatMap(allModules)];
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = valueAt(object, key);
  return isObject(value) ? value : {};
}

/** The key at the end of an address, `[0]` or `["a"]`; empty without one. */
export function keyOf(address: string): string {
  return /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0] ?? "";
}

function readModule(
  address: string,
  key: string,
  planned: JsonObject,
  configuration: JsonObject,
  parent: ModuleInstance["parent"],
): ModuleInstance {
  const children = new Map<string, ModuleInstance[]>();
  const module = { address, key, configuration, parent, children, resources: blocksOf(planned.resources) };
  for (const child of blocksOf(planned.child_modules)) {
    const childAddress = String(child.address);
    const childKey = keyOf(childAddress);
    const name = childAddress.slice(address === "" ? 0 : address.length + 1, childAddress.length - childKey.length);
    const call = objectAt(objectAt(configuration, "module_calls"), name.replace(/^module\./, ""));
    const instance = readModule(childAddress, childKey, child, objectAt(call, "module"), { module, call });
    children.set(name, [...(children.get(name) ?? []), instance]);
  }
  return module;
}
