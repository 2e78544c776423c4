import { checkKept, stepOf } from "../../change";
import { ALWAYS, fail } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Outcome, Rule } from "../../rule";

/** Where the issuer's address stands, for those that can change it in place. */
const ISSUER: Readonly<Record<string, string>> = {
  aws_iam_openid_connect_provider: "url",
  google_iam_workload_identity_pool_provider: "oidc.issuer_uri",
};

export const identityProviderKept: Rule = {
  id: "identity-provider-kept",
  title: "No plan deletes, replaces or moves an identity provider",
  why: "Every workload and pipeline that proves itself by it loses its rights in the same minute, the one that would undo it included.",
  remedy: "Add the new provider, let the roles trust both, move over, and remove the old one in a later plan.",
  severity: "critical",
  area: "change-safety",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
  resourceTypes: [
    "aws_iam_openid_connect_provider",
    "aws_iam_saml_provider",
    "aws_eks_identity_provider_config",
    "aws_cognito_identity_pool",
    "google_iam_workload_identity_pool",
    "google_iam_workload_identity_pool_provider",
  ],
  on: "change",
  check: (provider) => {
    const outcomes = checkKept(provider, "Who signs in by it is nobody.");
    return provider.change?.actions.includes("update")
      ? [...outcomes, ...switchedOff(provider), ...moved(provider)]
      : outcomes;
  },
  examples: {
    pass: planExample({
      type: "aws_iam_openid_connect_provider",
      actions: ["update"],
      before: { url: "https://token.actions.githubusercontent.com", tags: {} },
      after: { url: "https://token.actions.githubusercontent.com", tags: { owner: "ml" } },
    }),
    fail: planExample({
      type: "aws_iam_openid_connect_provider",
      actions: ["delete", "create"],
      before: { url: "https://oidc.eks.us-east-1.amazonaws.com/id/A" },
      after: { url: "https://oidc.eks.us-east-1.amazonaws.com/id/B" },
      replacePaths: [["url"]],
    }),
  },
};

function switchedOff(provider: Parameters<Rule["check"]>[0]): Outcome[] {
  const step = stepOf(provider, "disabled");
  return step?.after === true && step.before !== true
    ? [fail("It is disabled: who signs in by it is nobody.", "disabled")]
    : [];
}

function moved(provider: Parameters<Rule["check"]>[0]): Outcome[] {
  const path = ISSUER[provider.type];
  const step = path === undefined ? undefined : stepOf(provider, path);
  return path !== undefined && step && step.after !== undefined && step.before !== step.after
    ? [fail(`Its issuer changes from ${String(step.before)} to ${String(step.after)}.`, path)]
    : [];
}
