import { expandDynamicBlocks } from "./dynamic-blocks";
import { type Evaluator, type Path, type Scope, valueBelow } from "./evaluate";
import { isObject, type Json, type JsonObject, valueAt } from "./json";
import { isPolicyDocument, renderPolicyDocument } from "./policy-data";
import { templateOf } from "./template";

/** The values of the names in a root module. */
export interface Declarations {
  readonly locals: JsonObject;
  readonly variables: JsonObject;
  /** Bodies of the data sources, by address: `data.aws_iam_policy_document.read`. */
  readonly data: ReadonlyMap<string, JsonObject>;
}

/** Real code chains a few locals; longer chains are left to Terraform. */
const MAX_CHAIN = 100;

/**
 * The values of locals, variables with a default and policy documents; each is evaluated once, on demand. Circular
 * references stay unknown.
 */
export function scopeOf({ locals, variables, data }: Declarations, evaluator: Evaluator): Scope {
  const known = new Map<string, Json | undefined>();
  let chain = 0;

  function once(name: string, read: () => Json | undefined): Json | undefined {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    known.set(name, read());
    return known.get(name);
  }

  function local(name: string): Json | undefined {
    const value = valueAt(locals, name);
    return value === undefined ? undefined : once(`local.${name}`, () => evaluator.evaluate(value, scope));
  }

  function document(address: string, type: string): Json | undefined {
    const body = data.get(address);
    return body && once(address, () => renderPolicyDocument(type, expanded(body)));
  }

  function expanded(body: JsonObject): JsonObject {
    const value = evaluator.evaluate(expandDynamicBlocks(body, evaluator, scope), scope);
    return isObject(value) ? value : body;
  }

  function read([root, name = "", ...rest]: Path): Json | undefined {
    if (root === "var") return valueBelow(defaultOf(valueAt(variables, String(name))), rest);
    if (root === "local") {
      const value = local(String(name));
      const below = valueBelow(value, rest);
      return below === value || below === undefined ? below : evaluator.evaluate(below, scope);
    }
    if (root !== "data" || !isPolicyDocument(String(name))) return undefined;
    const [label, ...attribute] = rest.filter((step) => typeof step === "string");
    const wanted = attribute.length === 1 && /^(json|minified_json|policy_data)$/.test(String(attribute[0]));
    return wanted ? document(`data.${name}.${label}`, String(name)) : undefined;
  }

  function scope(path: Path): Json | undefined {
    chain += 1;
    try {
      return chain > MAX_CHAIN ? undefined : read(path);
    } finally {
      chain -= 1;
    }
  }

  return scope;
}

/** The default of a variable, unless it is sensitive. Defaults contain no expressions. */
function defaultOf(variable: Json | undefined): Json | undefined {
  const body = Array.isArray(variable) ? variable[0] : variable;
  if (!isObject(body) || body.sensitive === true) return undefined;
  return literal(valueAt(body, "default"));
}

function literal(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return templateOf(value);
  if (Array.isArray(value)) return value.map((item) => literal(item) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literal(item) ?? null]));
}
