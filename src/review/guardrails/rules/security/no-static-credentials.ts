import { ALWAYS, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const noStaticCredentials: Rule = {
  id: "no-static-credentials",
  title: "No long-lived credentials are created",
  why: "Keys that never expire get copied, committed and forgotten.",
  remedy: "Use workload identity inside the cloud and OIDC from outside.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  equivalents: { checkov: ["CKV2_GCP_3"], cis: ["GCP 3.0.0 1.4"] },
  resourceTypes: ["aws_iam_access_key", "google_service_account_key", "google_storage_hmac_key"],
  check: (key) => [fail(`${key.type} is a credential that never expires, and it is in the state.`)],
  examples: {
    pass: { resource: { aws_iam_role: { mlflow: { name: "mlflow" } } } },
    fail: { resource: { aws_iam_access_key: { mlflow: { user: "mlflow" } } } },
  },
};
