import { checkPolicyClosed } from "../../open-policy";
import { ALWAYS } from "../../outcomes";
import type { Rule } from "../../rule";

export const kmsKeyClosed: Rule = {
  id: "kms-key-closed",
  title: "Encryption keys are restricted to named principals",
  why: "Encryption with a key that anyone may use protects nothing.",
  remedy: "Name principals in the key policy, or add conditions on kms:CallerAccount or aws:PrincipalOrgID.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  equivalents: { checkov: ["CKV_AWS_33"] },
  resourceTypes: ["aws_kms_key", "aws_kms_key_policy"],
  check: (key, { graph }) => checkPolicyClosed(graph, key, "policy", "use the key"),
  examples: {
    pass: {
      resource: {
        aws_kms_key: {
          main: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":"arn:aws:iam::111111111111:root"}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_kms_key: {
          main: {
            policy: '{"Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Principal":"*"}]}',
          },
        },
      },
    },
  },
};
