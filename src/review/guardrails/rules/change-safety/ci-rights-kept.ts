import type { Json, JsonObject, Resource } from "../../../model";
import { ADVICE, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import { readPolicy } from "../../policy-document";
import type { Outcome, Rule } from "../../rule";

/** Common names of pipeline identities, and the issuers of their tokens. */
const CI =
  /(^|[-_/:.@])(ci|cd|cicd|deploy|deployer|plan|github|gitlab|bitbucket|circleci|terraform|tofu|atlantis|jenkins)([-_/:.@]|$)|githubusercontent|gitlab\.com/i;

export const ciRightsKept: Rule = {
  id: "ci-rights-kept",
  title: "Permissions added to pipelines are reviewed",
  why: "Anyone who can change the pipeline has its permissions, so every author of a merged change has them too.",
  remedy: "Have the account owner review the new actions; grant only what the plan needs.",
  severity: "high",
  area: "change-safety",
  enforcement: ADVICE,
  link: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  resourceTypes: [
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "google_project_iam_member",
    "google_project_iam_binding",
    "google_service_account_iam_member",
    "google_service_account_iam_binding",
  ],
  on: "change",
  check: (resource) => {
    const { before, after } = resource.change ?? {};
    if (!after || !isCi(after)) return [];
    const added = RIGHTS.flatMap((rightsOf) => {
      const had = new Set(before ? rightsOf(before) : []);
      return rightsOf(after).filter((right) => !had.has(right));
    });
    return added.length > 0 ? [gained(resource, added)] : [PASS];
  },
  examples: {
    pass: planExample({
      type: "aws_iam_role_policy",
      actions: ["update"],
      before: { role: "acme-ci-deploy", policy: policyFor("s3:GetObject", "s3:PutObject") },
      after: { role: "acme-ci-deploy", policy: policyFor("s3:GetObject") },
    }),
    fail: planExample({
      type: "aws_iam_role_policy",
      actions: ["update"],
      before: { role: "acme-ci-deploy", policy: policyFor("s3:GetObject") },
      after: { role: "acme-ci-deploy", policy: policyFor("s3:GetObject", "iam:PassRole") },
    }),
  },
};

/** Who holds the permissions: the role or account, its trusted identities, or the members of a binding. */
function isCi({ role, name, member, members, assume_role_policy: trust }: JsonObject): boolean {
  return [role, name, member, trust, ...(Array.isArray(members) ? members : [])].some(
    (text) => typeof text === "string" && CI.test(text),
  );
}

/** What an identity may do and who may assume it, one line each. */
const RIGHTS: readonly ((values: JsonObject) => readonly string[])[] = [
  ({ policy }) => allowedBy(policy),
  ({ assume_role_policy: trust }) => trustedBy(trust),
  ({ policy_arn: arn }) => (typeof arn === "string" ? [arn] : []),
  ({ role, member }) => (typeof role === "string" && typeof member === "string" ? [`${role} for ${member}`] : []),
  ({ role, members }) =>
    Array.isArray(members) ? members.map((member) => `${String(role)} for ${String(member)}`) : [],
];

function allowedBy(policy: Json | undefined): string[] {
  return (readPolicy(policy) ?? [])
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => resources.flatMap((on) => actions.map((action) => `${action} on ${on}`)));
}

function trustedBy(policy: Json | undefined): string[] {
  return (readPolicy(policy) ?? []).flatMap(({ conditions }) =>
    Object.values(conditions)
      .flatMap((keys) => Object.entries(keys))
      .flatMap(([key, values]) => values.map((value) => `${key} ${value}`)),
  );
}

function gained({ type }: Resource, added: readonly string[]): Outcome {
  const more = added.length > 5 ? ` and ${added.length - 5} more` : "";
  const attribute = type === "aws_iam_role" ? "assume_role_policy" : undefined;
  return fail(`It gains ${added.slice(0, 5).join(", ")}${more}.`, attribute);
}

function policyFor(...actions: readonly string[]): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::acme-models/*" }] });
}
