import { checkKept, stepOf } from "../../change";
import { ALWAYS, fail } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Outcome, Rule } from "../../rule";

/** Attributes that hold the issuer's URL, for types that can change it in place. */
const ISSUER: Readonly<Record<string, string>> = {
  aws_iam_openid_connect_provider: "url",
  google_iam_workload_identity_pool_provider: "oidc.issuer_uri",
};

export const identityProviderKept: Rule = {
  id: "identity-provider-kept",
  title: "No plan deletes, replaces or redirects an identity provider",
  why: "Every workload and pipeline that authenticates through it loses access immediately, including the pipeline that could revert the change.",
  remedy: "Add the new provider, let roles trust both, migrate, and remove the old one in a later plan.",
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
    const outcomes = checkKept(provider, "Identities that sign in through it lose access.");
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
    ? [fail("It is disabled: identities that sign in through it lose access.", "disabled")]
    : [];
}

function moved(provider: Parameters<Rule["check"]>[0]): Outcome[] {
  const path = ISSUER[provider.type];
  const step = path === undefined ? undefined : stepOf(provider, path);
  return path !== undefined && step && step.after !== undefined && step.before !== step.after
    ? [fail(`Its issuer changes from ${String(step.before)} to ${String(step.after)}.`, path)]
    : [];
}
