import { checkPolicyClosed } from "../../open-policy";
import { ALWAYS } from "../../outcomes";
import type { Rule } from "../../rule";

export const registryClosed: Rule = {
  id: "registry-closed",
  title: "Image repositories are not open to everyone",
  why: "Images contain code, models and sometimes passwords.",
  remedy: "Name the accounts or roles that pull and push.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
  equivalents: { checkov: ["CKV_AWS_32"], cdkNag: ["AwsSolutions-ECR1"] },
  resourceTypes: ["aws_ecr_repository_policy", "aws_ecr_registry_policy"],
  check: (policy, { graph }) => checkPolicyClosed(graph, policy, "policy", "use the repository"),
  examples: {
    pass: {
      resource: {
        aws_ecr_repository_policy: {
          models: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"ecr:BatchGetImage","Principal":{"AWS":"arn:aws:iam::222222222222:root"}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_ecr_repository_policy: {
          models: { policy: '{"Statement":[{"Effect":"Allow","Action":"ecr:BatchGetImage","Principal":"*"}]}' },
        },
      },
    },
  },
};
