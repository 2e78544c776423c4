import { checkPresent, fail, IN_PROD, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

const MESSAGE = "Images are encrypted with a provider-managed key.";

export const registryOwnKey: Rule = {
  id: "registry-own-key",
  title: "Images are encrypted with a customer-managed key",
  why: "Images contain code and models; access to a customer-managed key can be audited and revoked.",
  remedy: "Set encryption_configuration with KMS and kms_key (ECR) or kms_key_name (Artifact Registry) at creation.",
  severity: "medium",
  area: "security",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
  equivalents: { checkov: ["CKV_AWS_136", "CKV_GCP_84"] },
  resourceTypes: ["aws_ecr_repository", "google_artifact_registry_repository"],
  check: (repository, { graph }) => {
    if (repository.type === "google_artifact_registry_repository") {
      return [checkPresent(graph, repository, "kms_key_name", MESSAGE)];
    }
    const type = graph.attribute(repository, "encryption_configuration.encryption_type");
    if (type.kind === "unknown") return [undecided("encryption_configuration.encryption_type", type.expression)];
    return [
      type.kind === "known" && String(type.value).startsWith("KMS")
        ? checkPresent(graph, repository, "encryption_configuration.kms_key", MESSAGE)
        : fail(MESSAGE, "encryption_configuration"),
    ];
  },
  examples: {
    pass: {
      resource: {
        aws_ecr_repository: {
          models: { encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.main.arn}" }] },
        },
      },
    },
    fail: { resource: { aws_ecr_repository: { models: { name: "models" } } } },
  },
};
