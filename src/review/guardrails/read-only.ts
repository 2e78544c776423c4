import type { PolicyStatement } from "./policy-document";
import { wildcard } from "./wildcard";

/** Verbs of actions that read. Every other verb counts as writing. */
const READS = /^(BatchGet|Check|Describe|Get|Head|List|Lookup|Search|View)/;

/** Actions that read a secret. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const SECRETS = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "ssm:GetParameterHistory",
  "eks:AccessKubernetesApi",
];

/** AWS-managed policies that neither write nor read secrets. `ReadOnlyAccess` returns credentials and has actions that write. */
const AWS_READ_ONLY = /:aws:policy\/(job-function\/ViewOnlyAccess|SecurityAudit)$/;

/** Suffixes of Google's read-only roles; none of them can read a secret's value. */
const GOOGLE_READ_ONLY = /(viewer|reader|reviewer|browser)$/i;

/** Google permissions that read settings. Those that read a secret have other verbs or are listed here. */
const GOOGLE_READS = /\.(get|getIamPolicy|list)$/;
const GOOGLE_SECRETS = /^container\.secrets\./;

export function isReadOnlyPolicy(arn: string): boolean {
  return AWS_READ_ONLY.test(arn);
}

export function isReadOnlyRole(role: string): boolean {
  return GOOGLE_READ_ONLY.test(role);
}

/** Permissions of a custom role that write or read a secret. */
export function permissionsThatDoMore(permissions: readonly string[]): string[] {
  return permissions.filter((name) => !GOOGLE_READS.test(name) || GOOGLE_SECRETS.test(name));
}

/** Actions in an identity's statements that write or read a secret, without those denied unconditionally. */
export function actionsThatDoMore(statements: readonly PolicyStatement[]): string[] {
  const denied = statements
    .filter(({ effect, resources, conditions }) => effect === "Deny" && isEverything(resources, conditions))
    .flatMap(({ actions }) => actions);
  const isDenied = (action: string) => denied.some((pattern) => covers(pattern, action));
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) =>
      statement.isInverted && statement.actions.length === 0
        ? ["all actions except a few"]
        : statement.actions.filter((action) => doesMore(action, statement, isDenied)),
    );
}

function isEverything(resources: readonly string[], conditions: PolicyStatement["conditions"]): boolean {
  return resources.includes("*") && Object.keys(conditions).length === 0;
}

function doesMore(action: string, { conditions }: PolicyStatement, isDenied: (action: string) => boolean): boolean {
  // Data that a service decrypts while reading is covered by that service's actions.
  if (action === "kms:Decrypt") return !JSON.stringify(conditions).includes("kms:ViaService");
  const [, verb = ""] = action.split(":");
  if (!READS.test(verb)) return true;
  return SECRETS.some((secret) => covers(action, secret) && !isDenied(secret));
}

/** IAM actions are case-insensitive. */
function covers(pattern: string, action: string): boolean {
  return wildcard(pattern.toLowerCase())(action.toLowerCase());
}
