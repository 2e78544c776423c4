import { ALWAYS, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const workloadFederationRestricted: Rule = {
  id: "workload-federation-restricted",
  title: "Workload identity federation is limited to named callers",
  why: "Without a condition, every repository of the provider can request a token for the project.",
  remedy: "Set attribute_condition on the repository or the owner.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
  equivalents: { checkov: ["CKV_GCP_118"] },
  resourceTypes: ["google_iam_workload_identity_pool_provider"],
  check: (provider, { graph }) => [
    checkPresent(graph, provider, "attribute_condition", "Every identity of the identity provider is accepted."),
  ],
  examples: {
    pass: {
      resource: {
        google_iam_workload_identity_pool_provider: {
          github: { attribute_condition: 'assertion.repository == "acme/ml"' },
        },
      },
    },
    fail: {
      resource: {
        google_iam_workload_identity_pool_provider: {
          github: { oidc: { issuer_uri: "https://token.actions.githubusercontent.com" } },
        },
      },
    },
  },
};
