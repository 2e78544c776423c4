import type { Resource } from "../../../model";
import { ALWAYS, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";
import { findSecretTexts } from "../../secret-text";
import { helmNoSecrets } from "./helm-no-secrets";
import { manifestNoSecrets } from "./manifest-no-secrets";

/** Attributes that always hold secrets. */
const SECRET_ATTRIBUTES: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_version: "secret_string",
  google_secret_manager_secret_version: "secret_data",
};

/** Types that manifest-no-secrets and helm-no-secrets check, and types that only carry manifests. */
const JUDGED_AS_KUBERNETES = new Set([
  ...manifestNoSecrets.resourceTypes,
  ...helmNoSecrets.resourceTypes,
  "kubernetes_manifest",
]);

/** Attributes that other rules check. */
const JUDGED_ELSEWHERE: Readonly<Record<string, string>> = {
  aws_db_instance: "password",
  aws_rds_cluster: "master_password",
};

function isWritten(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !value.includes("${");
}

function faultsOf({ type, body }: Resource) {
  const secret = SECRET_ATTRIBUTES[type];
  if (secret !== undefined && isWritten(body[secret])) return [{ path: secret, what: "the secret" }];
  return findSecretTexts(body).filter(({ path }) => path !== JUDGED_ELSEWHERE[type]);
}

export const noPlainTextSecret: Rule = {
  id: "no-plain-text-secret",
  title: "Code contains no plaintext secrets",
  why: "Secrets in the code also end up in the Git history, in every plan and in the state.",
  remedy: "Store the secret in Secrets Manager or Secret Manager and reference it, or use write-only arguments (…_wo).",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  equivalents: {
    checkov: ["CKV_AWS_45", "CKV_AWS_46"],
    cis: ["GCP 3.0.0 1.17"],
  },
  resourceTypes: ["*"],
  check: (resource) => {
    if (JUDGED_AS_KUBERNETES.has(resource.type)) return [];
    const faults = faultsOf(resource);
    return faults.length === 0 ? [PASS] : faults.map(({ path, what }) => fail(`It holds ${what} in plain text.`, path));
  },
  examples: {
    pass: {
      resource: {
        aws_lambda_function: {
          score: { environment: { variables: { DB_PASSWORD_SECRET: "prod/db" } } },
        },
      },
    },
    fail: {
      resource: { aws_lambda_function: { score: { environment: { variables: { DB_PASSWORD: "hunter2" } } } } },
    },
  },
};
