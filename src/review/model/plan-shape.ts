import { isObject, type Json, type JsonObject, valueAt } from "./json";
import { kindOf, type ShapeFault } from "./shape-fault";

type Check = (value: Json, path: string) => ShapeFault[];

const ACTIONS: readonly Json[] = ["no-op", "create", "read", "update", "delete", "forget"];

/** All deviations of a plan from the documented format: https://developer.hashicorp.com/terraform/internals/json-format */
export function planFaults(plan: JsonObject): ShapeFault[] {
  const faults = PLAN(plan, "");
  return faults.length > 0 ? faults : incomplete(plan);
}

const text: Check = (value, path) => (typeof value === "string" ? [] : [fault(path, value, "a string")]);

const anyObject: Check = (value, path) => (isObject(value) ? [] : [fault(path, value, "an object")]);

const version: Check = (value, path) =>
  typeof value === "string" && /^1\.\d/.test(value) ? [] : [fault(path, value, "a version 1.x of the plan format")];

const notErrored: Check = (value, path) =>
  value === false
    ? []
    : [
        {
          path,
          found: JSON.stringify(value).slice(0, 80),
          expected: "false: the plan must have no errors",
        },
      ];

const actions: Check = (value, path) =>
  Array.isArray(value) && value.length > 0 && value.every((action) => ACTIONS.includes(action))
    ? []
    : [fault(path, value, `a list of ${ACTIONS.join(", ")}`)];

/** OpenTofu lists ephemeral resources, which have no values in a plan; Terraform doesn't. */
const MODES: readonly unknown[] = ["managed", "data", "ephemeral"];

const mode: Check = (value, path) => (MODES.includes(value) ? [] : [fault(path, value, MODES.join(", "))]);

const objectOrNull: Check = (value, path) => (value === null ? [] : anyObject(value, path));

function listOf(item: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((element, index) => item(element, `${path}[${index}]`))
      : [fault(path, value, "a list")];
}

function mapOf(item: Check): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, element]) => item(element, `${path}.${key}`))
      : [fault(path, value, "an object")];
}

function object(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return [fault(path, value, "an object")];
    const at = (key: string) => (path === "" ? key : `${path}.${key}`);
    const missing = Object.keys(required).filter((key) => valueAt(value, key) === undefined);
    const checks = Object.entries({ ...required, ...optional });
    return [
      ...missing.map((key) => fault(at(key), undefined, "a field that every plan has here")),
      ...checks.flatMap(([key, check]) => {
        const element = valueAt(value, key);
        return element === undefined ? [] : check(element, at(key));
      }),
    ];
  };
}

const PLANNED_MODULE: Check = (value, path) =>
  object(
    {},
    {
      address: text,
      resources: listOf(
        object({ address: text, mode, type: text, name: text }, { values: anyObject, sensitive_values: anyObject }),
      ),
      child_modules: listOf((child, childPath) =>
        isObject(child) && child.address === undefined
          ? [fault(`${childPath}.address`, undefined, "a field that every module has here")]
          : PLANNED_MODULE(child, childPath),
      ),
    },
  )(value, path);

const CONFIGURED_MODULE: Check = (value, path) =>
  object(
    {},
    {
      resources: listOf(
        object({ mode, type: text, name: text }, { expressions: anyObject, provider_config_key: text }),
      ),
      outputs: mapOf(anyObject),
      variables: mapOf(anyObject),
      module_calls: mapOf(object({}, { expressions: anyObject, module: CONFIGURED_MODULE })),
    },
  )(value, path);

const CHANGE = object(
  { actions },
  { before: objectOrNull, after: objectOrNull, after_unknown: anyObject, replace_paths: listOf(listOf(() => [])) },
);

const PLAN = object(
  {
    format_version: version,
    planned_values: object({ root_module: PLANNED_MODULE }, {}),
    configuration: object({ root_module: CONFIGURED_MODULE }, { provider_config: mapOf(object({ name: text }, {})) }),
  },
  {
    errored: notErrored,
    variables: mapOf(anyObject),
    resource_changes: listOf(
      object({ address: text, type: text, name: text, change: CHANGE }, { mode, deposed: text }),
    ),
  },
);

/** Values and changes belong together: a resource with only one of them would be checked only in part. */
function incomplete(plan: JsonObject): ShapeFault[] {
  const changes = ((plan.resource_changes ?? []) as readonly JsonObject[]).filter(
    ({ deposed }) => deposed === undefined,
  );
  const changed = new Set(changes.map(({ address }) => address));
  const planned = addresses((plan.planned_values as JsonObject).root_module as JsonObject);
  const present = new Set(planned);
  const lasting = changes.filter(({ change }) => !goes(change as JsonObject)).map(({ address }) => String(address));
  return [
    ...planned
      .filter((address) => !changed.has(address))
      .map((address) => ({
        path: "resource_changes",
        found: `no change for ${address}`,
        expected: "a change for every resource",
      })),
    ...lasting
      .filter((address) => !present.has(address))
      .map((address) => ({
        path: "planned_values",
        found: `no values for ${address}`,
        expected: "its planned values",
      })),
  ];
}

function goes({ actions }: JsonObject): boolean {
  return Array.isArray(actions) && actions.every((action) => action === "delete" || action === "forget");
}

function addresses(module: JsonObject): string[] {
  const resources = (module.resources ?? []) as readonly JsonObject[];
  const children = (module.child_modules ?? []) as readonly JsonObject[];
  return [...resources.map(({ address }) => String(address)), ...children.flatMap(addresses)];
}

function fault(path: string, found: Json | undefined, expected: string): ShapeFault {
  const shown = typeof found === "string" ? JSON.stringify(found.slice(0, 80)) : kindOf(found);
  return { path, found: shown, expected };
}
