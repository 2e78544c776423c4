import { checkPolicyClosed } from "../../open-policy";
import { ALWAYS } from "../../outcomes";
import type { Rule } from "../../rule";

export const secretClosed: Rule = {
  id: "secret-closed",
  title: "Secrets are not readable by everyone",
  why: "A secret that every account may read is public.",
  remedy: "Name the roles that read it, and set block_public_policy = true.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  resourceTypes: ["aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"],
  check: (secret, { graph }) => checkPolicyClosed(graph, secret, "policy", "read the secret"),
  examples: {
    pass: {
      resource: {
        aws_secretsmanager_secret_policy: {
          token: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Principal":{"AWS":"arn:aws:iam::111111111111:role/serving"}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_secretsmanager_secret_policy: {
          token: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Principal":"*"}]}',
          },
        },
      },
    },
  },
};
