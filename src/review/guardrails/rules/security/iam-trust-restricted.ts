import { openStatements } from "../../open-policy";
import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Rule } from "../../rule";

/** Identity providers use their own condition keys: `oidc.eks.…:sub`, `SAML:aud`. */
function trustsWholeProvider({ effect, actions, conditions }: PolicyStatement): boolean {
  return (
    effect === "Allow" &&
    actions.some((action) => action === "sts:AssumeRoleWithWebIdentity" || action === "sts:AssumeRoleWithSAML") &&
    !Object.values(conditions).some((keys) => Object.keys(keys).some((key) => /:(sub|aud|oaud|amr)$/i.test(key)))
  );
}

export const iamTrustRestricted: Rule = {
  id: "iam-trust-restricted",
  title: "Roles name the principals that may assume them",
  why: "A role that anyone may assume grants its permissions to every AWS account.",
  remedy: "Name accounts, roles or services as principals, and add conditions on sub and aud for identity providers.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  equivalents: { checkov: ["CKV_AWS_60"] },
  resourceTypes: ["aws_iam_role"],
  check: (role, { graph }) => {
    const statements = policyOf(graph, role, "assume_role_policy");
    if (!statements) return [undecided("assume_role_policy", String(role.body.assume_role_policy))];
    const faults = [
      ...openStatements(statements).map(() => fail("Anyone can assume the role.", "assume_role_policy")),
      ...statements
        .filter(trustsWholeProvider)
        .map(() => fail("Every identity of the identity provider can assume the role.", "assume_role_policy")),
    ];
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: {
      resource: {
        aws_iam_role: {
          nodes: {
            assume_role_policy:
              '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_iam_role: {
          nodes: {
            assume_role_policy: '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}}]}',
          },
        },
      },
    },
  },
};
