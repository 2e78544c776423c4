import { blocksOf, type Resource, type ResourceGraph } from "../../../model";
import { checkPresent, checkValuePresent, FROM_STAGING, fail, isGiven, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const MESSAGE = "The secret is encrypted with a provider-managed key.";

/** A key for each replica, or one for all. */
function judgeGoogle(secret: Resource, graph: ResourceGraph): Outcome[] {
  const replicas = graph.blocks(secret, "replication.user_managed.replicas");
  if (replicas.length === 0) {
    return [checkPresent(graph, secret, "replication.auto.customer_managed_encryption.kms_key_name", MESSAGE)];
  }
  return replicas.map(({ customer_managed_encryption }) =>
    checkValuePresent(
      graph.resolve(secret, blocksOf(customer_managed_encryption)[0]?.kms_key_name),
      "replication.user_managed.replicas.customer_managed_encryption",
      MESSAGE,
    ),
  );
}

export const secretOwnKey: Rule = {
  id: "secret-own-key",
  title: "Secrets are encrypted with a customer-managed key",
  why: "Reading them then also requires permission on the key, which can be revoked for everyone at once.",
  remedy: "Set kms_key_id (Secrets Manager), key_id with type SecureString (SSM) or kms_key_name (Secret Manager).",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  equivalents: { checkov: ["CKV_AWS_149", "CKV_AWS_337"] },
  resourceTypes: ["aws_secretsmanager_secret", "aws_ssm_parameter", "google_secret_manager_secret"],
  check: (secret, { graph }) => {
    if (secret.type === "google_secret_manager_secret") return judgeGoogle(secret, graph);
    if (secret.type === "aws_secretsmanager_secret") return [checkPresent(graph, secret, "kms_key_id", MESSAGE)];
    if (secret.body.type !== "SecureString") return [];
    const key = graph.attribute(secret, "key_id");
    const isOwn = isGiven(key) && !(key.kind === "known" && key.value === "alias/aws/ssm");
    return [isOwn ? PASS : fail(MESSAGE, "key_id")];
  },
  examples: {
    pass: { resource: { aws_secretsmanager_secret: { token: { kms_key_id: "${aws_kms_key.main.arn}" } } } },
    fail: { resource: { aws_secretsmanager_secret: { token: { name: "token" } } } },
  },
};
