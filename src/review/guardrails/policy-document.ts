import { isObject, type Json, type JsonObject, type Resource, type ResourceGraph } from "../model";

/** A statement of an IAM policy, with every single value as a list. */
export interface PolicyStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** It lists what it doesn't apply to: `NotAction`, `NotResource`. */
  readonly isInverted: boolean;
  /** Accounts, services and identity providers without their kind; `*` is anyone. */
  readonly principals: readonly string[];
  /** Operator → key → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * The statements of a policy written as JSON; its strings may contain expressions.
 * @returns `undefined` if the policy is only known in a plan
 */
export function readPolicy(policy: Json | undefined): PolicyStatement[] | undefined {
  if (typeof policy !== "string") return undefined;
  const document = parse(policy);
  if (!isObject(document)) return undefined;
  return list(document.Statement).filter(isObject).map(readStatement);
}

/**
 * The statements of the policy at an attribute; none without a policy.
 * @returns `undefined` if the policy is only known in a plan
 */
export function policyOf(graph: ResourceGraph, resource: Resource, path: string): PolicyStatement[] | undefined {
  const policy = graph.attribute(resource, path);
  if (policy.kind === "absent") return [];
  return readPolicy(policy.kind === "known" ? policy.value : policy.expression);
}

function parse(policy: string): Json | undefined {
  try {
    return JSON.parse(policy) as Json;
  } catch {
    return undefined;
  }
}

function readStatement(statement: JsonObject): PolicyStatement {
  return {
    sid: String(statement.Sid ?? ""),
    effect: String(statement.Effect ?? "Allow"),
    actions: list(statement.Action).map(String),
    isInverted: statement.NotAction !== undefined || statement.NotResource !== undefined,
    resources: list(statement.Resource).map(String),
    principals: readPrincipals(statement),
    conditions: Object.fromEntries(
      Object.entries(isObject(statement.Condition) ? statement.Condition : {}).map(([operator, keys]) => [
        operator,
        readKeys(keys),
      ]),
    ),
  };
}

/** Allowing everyone except a few counts as allowing everyone. */
function readPrincipals({ Principal, NotPrincipal }: JsonObject): string[] {
  if (NotPrincipal !== undefined) return ["*"];
  return (isObject(Principal) ? Object.values(Principal) : [Principal]).flatMap(list).map(String);
}

function readKeys(keys: Json): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => [key, list(values).map(String)]),
  );
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
