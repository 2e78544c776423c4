import { blocksOf, isObject, type Json, type JsonObject, valueAt } from "./json";
import { manifestsOf } from "./manifests";
import { isExpression, type Names, planBody, withoutSensitive, writtenBody } from "./plan-body";
import { allModules, keyOf, type ModuleInstance, objectAt, readModules } from "./plan-modules";
import { PlanReferences } from "./plan-references";
import { isPolicyDocument, renderPolicyDocument } from "./policy-data";
import type { Action, Change, Resource } from "./resource";
import type { Stack } from "./stack";
import { templateOf } from "./template";

/** Whether it is the output of `terraform show -json PLAN`. */
export function isPlan(json: JsonObject): boolean {
  return Object.hasOwn(json, "planned_values") || Object.hasOwn(json, "resource_changes");
}

/**
 * Reads a plan of Terraform or OpenTofu: https://developer.hashicorp.com/terraform/internals/json-format. A plan has no
 * backend and no settings.
 */
export function readPlan(name: string, plan: JsonObject): Stack {
  const modules = allModules(readModules(plan));
  const changes = blocksOf(plan.resource_changes);
  const current = new Map(
    changes.filter(({ deposed }) => deposed === undefined).map((entry) => [entry.address, entry]),
  );
  const addresses = new Set(modules.flatMap(({ resources }) => resources.map(({ address }) => String(address))));
  const references = new PlanReferences(addresses);
  const configurations = new Map(modules.map((module) => [module, configurationsOf(module)]));
  const written = new Map<string, JsonObject>();

  function planned(module: ModuleInstance, resource: JsonObject): Resource {
    const address = String(resource.address);
    const key = keyOf(address);
    const configuration = configurations.get(module)?.get(configuredAddress(resource)) ?? {};
    const names: Names = (expression) => references.of(expression, { module, key, configuration });
    const expressions = objectAt(configuration, "expressions");
    const change = objectAt(current.get(resource.address ?? null) ?? {}, "change");
    written.set(address, writtenBody(expressions, names));
    const body = planBody(
      objectAt(resource, "values"),
      objectAt(change, "after_unknown"),
      objectAt(resource, "sensitive_values"),
      expressions,
      names,
    );
    return {
      address,
      mode: resource.mode === "managed" ? "managed" : "data",
      type: String(resource.type),
      name: String(resource.name),
      stack: name,
      constructPath: undefined,
      body: { ...providerOf(configuration), ...body },
      change: readChange(change),
    };
  }

  const resources = modules.flatMap((module) => module.resources.map((resource) => planned(module, resource)));
  const known = withPolicyDocuments(resources);
  return {
    name,
    backend: undefined,
    providers: readProviders(plan),
    resources: [
      ...known,
      ...manifestsOf(known),
      ...changes.filter((entry) => isGone(entry, addresses)).map((entry) => deleted(name, entry)),
    ],
    written,
  };
}

function configurationsOf({ configuration }: ModuleInstance): ReadonlyMap<string, JsonObject> {
  return new Map(blocksOf(configuration.resources).map((resource) => [configuredAddress(resource), resource]));
}

function configuredAddress({ mode, type, name }: JsonObject): string {
  return `${mode === "managed" ? "" : `${String(mode)}.`}${String(type)}.${String(name)}`;
}

/** The provider configuration it uses, as written in code: `aws.west`. */
function providerOf({ provider_config_key }: JsonObject): JsonObject {
  const key =
    String(provider_config_key ?? "")
      .split(":")
      .at(-1) ?? "";
  return key.includes(".") ? { provider: key } : {};
}

function isGone({ address, deposed }: JsonObject, planned: ReadonlySet<string>): boolean {
  return deposed !== undefined || !planned.has(String(address));
}

function deleted(stack: string, entry: JsonObject): Resource {
  const change = readChange(objectAt(entry, "change"));
  const { deposed } = entry;
  return {
    address: `${String(entry.address)}${deposed === undefined ? "" : ` (deposed ${String(deposed)})`}`,
    mode: "deleted",
    type: String(entry.type),
    name: String(entry.name),
    stack,
    constructPath: undefined,
    body: templates(change?.before ?? {}),
    change,
  };
}

function templates(values: JsonObject): JsonObject {
  return planBody(values, {}, {}, {}, () => []);
}

function readChange(change: JsonObject): Change | undefined {
  const { actions, before, after, replace_paths } = change;
  if (!Array.isArray(actions)) return undefined;
  const paths = Array.isArray(replace_paths) ? replace_paths.filter((path) => Array.isArray(path)) : [];
  return {
    actions: actions as readonly Action[],
    before: side(before, change.before_sensitive),
    after: side(after, change.after_sensitive),
    replacePaths: paths.map((path) => path.join(".")),
  };
}

function side(values: Json | undefined, sensitive: Json | undefined): JsonObject | undefined {
  const shown = withoutSensitive(values ?? null, sensitive);
  return isObject(shown) ? shown : undefined;
}

/** Policy documents that can't be read yet because a resource in them doesn't exist still contain most of the policy. */
function withPolicyDocuments(resources: readonly Resource[]): Resource[] {
  const documents = new Map(
    resources
      .filter(({ mode, type }) => mode === "data" && isPolicyDocument(type))
      .map(({ address, type, body }) => [address, renderPolicyDocument(type, body as JsonObject)]),
  );
  if (documents.size === 0) return [...resources];
  return resources.map((resource) => ({
    ...resource,
    body: Object.fromEntries(
      Object.entries(resource.body).map(([key, value]) => [key, documentIn(value, documents) ?? value]),
    ),
  }));
}

function documentIn(value: Json, documents: ReadonlyMap<string, string | undefined>): string | undefined {
  if (typeof value !== "string" || !value.startsWith("${")) return undefined;
  return documents.get(value.slice(2, -1).replace(/\.(json|minified_json|policy_data)$/, ""));
}

function readProviders(plan: JsonObject): Stack["providers"] {
  const configuration = objectAt(plan, "configuration");
  const variables = objectAt(objectAt(configuration, "root_module"), "variables");
  const root = new Map(
    Object.entries(objectAt(plan, "variables")).flatMap(([name, variable]) => {
      const value = isObject(variable) ? valueAt(variable, "value") : undefined;
      return value === undefined || objectAt(variables, name).sensitive === true
        ? []
        : [[`var.${name}`, value] as const];
    }),
  );
  const providers = new Map<string, JsonObject[]>();
  for (const entry of Object.values(objectAt(configuration, "provider_config")).filter(isObject)) {
    const name = String(entry.name);
    const alias = entry.alias === undefined ? {} : { alias: entry.alias };
    const body = { ...alias, ...configured(objectAt(entry, "expressions"), root) };
    providers.set(name, [...(providers.get(name) ?? []), body]);
  }
  return Object.fromEntries(providers);
}

/** A setting that is just a variable takes the variable's value, which gives providers their region. */
function configured(expressions: JsonObject, variables: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(expressions).map(([key, value]) => [key, setting(value, variables)]));
}

function setting(value: Json, variables: ReadonlyMap<string, Json>): Json {
  if (Array.isArray(value)) return value.map((item) => setting(item, variables));
  if (!isExpression(value)) return isObject(value) ? configured(value, variables) : value;
  const constant = valueAt(value, "constant_value");
  if (constant !== undefined) return templates({ constant }).constant ?? null;
  const names = Array.isArray(value.references) ? value.references.filter((name) => typeof name === "string") : [];
  const known = names.length === 1 ? variables.get(names[0] ?? "") : undefined;
  if (typeof known === "string") return templateOf(known);
  return `\${from ${names.join(", ")}}`;
}
