import { blocksOf, type Json, type JsonObject, textFrom } from "./json";
import { isPlain } from "./template";

const RENDERERS: Readonly<Record<string, (body: JsonObject) => JsonObject | undefined>> = {
  aws_iam_policy_document: awsPolicy,
  google_iam_policy: googlePolicy,
};

/** Whether a data source only defines a policy. */
export function isPolicyDocument(type: string): boolean {
  return Object.hasOwn(RENDERERS, type);
}

/**
 * The JSON of a policy data source; its expressions stay unchanged.
 * @param body evaluated as far as possible
 * @returns `undefined` if a part is only known to Terraform
 */
export function renderPolicyDocument(type: string, body: JsonObject): string | undefined {
  const policy = RENDERERS[type]?.(body);
  return policy && JSON.stringify(policy);
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
function awsPolicy(body: JsonObject): JsonObject | undefined {
  const { statement, source_policy_documents, override_policy_documents } = body;
  if (!isWritten(statement) || source_policy_documents || override_policy_documents) return undefined;
  if (body.source_json || body.override_json) return undefined;
  const statements = blocksOf(statement).map(awsStatement);
  if (!statements.every((item) => item !== undefined)) return undefined;
  return {
    Version: body.version ?? "2012-10-17",
    ...(body.policy_id ? { Id: body.policy_id } : {}),
    Statement: statements,
  };
}

const LISTS = [
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
] as const;

function awsStatement(block: JsonObject): JsonObject | undefined {
  const { sid, effect, principals, not_principals, condition } = block;
  if (typeof effect === "string" && !isPlain(effect)) return undefined;
  const lists = LISTS.map(([name, key]) => [key, block[name] ?? []] as const);
  if (![principals, not_principals, condition].every(isWritten) || !lists.every(([, list]) => Array.isArray(list))) {
    return undefined;
  }
  const parts: readonly (readonly [string, Json | undefined])[] = [
    ["Sid", sid ?? undefined],
    ["Effect", effect ?? "Allow"],
    ...lists.map(([key, list]) => [key, Array.isArray(list) && list.length > 0 ? list : undefined] as const),
    ["Principal", awsPrincipals(blocksOf(principals))],
    ["NotPrincipal", awsPrincipals(blocksOf(not_principals))],
    ["Condition", awsCondition(blocksOf(condition))],
  ];
  return withVariables(
    Object.fromEntries(parts.filter((part): part is readonly [string, Json] => part[1] !== undefined)),
  );
}

function awsPrincipals(blocks: readonly JsonObject[]): Json | undefined {
  if (blocks.length === 0) return undefined;
  if (blocks.some(({ type, identifiers }) => type === "*" && JSON.stringify(identifiers) === '["*"]')) return "*";
  return Object.fromEntries(blocks.map(({ type, identifiers }) => [textFrom(type ?? ""), identifiers ?? []]));
}

function awsCondition(blocks: readonly JsonObject[]): Json | undefined {
  const tests = new Map<string, [string, Json][]>();
  for (const { test, variable, values } of blocks) {
    const name = textFrom(test ?? "");
    tests.set(name, [...(tests.get(name) ?? []), [textFrom(variable ?? ""), values ?? []]]);
  }
  if (tests.size === 0) return undefined;
  return Object.fromEntries([...tests].map(([test, conditions]) => [test, Object.fromEntries(conditions)]));
}

/** The provider uses `&{aws:username}` for IAM variables, so that Terraform doesn't evaluate them. */
function withVariables(statement: JsonObject): JsonObject {
  const text = JSON.stringify(statement);
  return text.includes("&{") ? JSON.parse(text.replaceAll("&{", "$$$${")) : statement;
}

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs/data-sources/iam_policy */
function googlePolicy({ binding }: JsonObject): JsonObject | undefined {
  if (!isWritten(binding)) return undefined;
  const bindings = blocksOf(binding).map(({ role, members, condition }) => ({
    role: role ?? "",
    members: members ?? [],
    ...(condition ? { condition: blocksOf(condition)[0] ?? {} } : {}),
  }));
  return { bindings };
}

/** Complete blocks, none of them from an expression. */
function isWritten(blocks: Json | undefined): boolean {
  return typeof blocks !== "string" && !(Array.isArray(blocks) && blocks.some((block) => typeof block === "string"));
}
