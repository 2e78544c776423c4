import { ALWAYS, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const eksSecretsEncrypted: Rule = {
  id: "eks-secrets-encrypted",
  title: "Kubernetes secrets in EKS are encrypted with a customer-managed key",
  why: "Anyone who reads a backup of etcd reads every password.",
  remedy: 'Add encryption_config with resources ["secrets"] and a customer-managed key.',
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
  equivalents: { checkov: ["CKV_AWS_58"], cis: ["EKS 1.5.0 5.3.1"] },
  resourceTypes: ["aws_eks_cluster"],
  check: (cluster, { graph }) => [
    checkPresent(
      graph,
      cluster,
      "encryption_config.provider.key_arn",
      "Secrets are not encrypted with a customer-managed key.",
    ),
  ],
  examples: {
    pass: {
      resource: {
        aws_eks_cluster: {
          main: { encryption_config: { resources: ["secrets"], provider: { key_arn: "${aws_kms_key.main.arn}" } } },
        },
      },
    },
    fail: { resource: { aws_eks_cluster: { main: { name: "main" } } } },
  },
};
