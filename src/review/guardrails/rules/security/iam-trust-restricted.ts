import { openStatements } from "../../open-policy";
import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Rule } from "../../rule";

/** Whom an identity provider vouches for is said by its own keys: `oidc.eks.…:sub`, `SAML:aud`. */
function trustsWholeProvider({ effect, actions, conditions }: PolicyStatement): boolean {
  return (
    effect === "Allow" &&
    actions.some((action) => action === "sts:AssumeRoleWithWebIdentity" || action === "sts:AssumeRoleWithSAML") &&
    !Object.values(conditions).some((keys) => Object.keys(keys).some((key) => /:(sub|aud|oaud|amr)$/i.test(key)))
  );
}

export const iamTrustRestricted: Rule = {
  id: "iam-trust-restricted",
  title: "Roles name who may assume them",
  why: "A role that anybody may assume gives its rights to every account of AWS.",
  remedy: "Name accounts, roles or services as principals, and conditions on sub and aud for identity providers.",
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
      ...openStatements(statements).map(() => fail("Anybody can assume the role.", "assume_role_policy")),
      ...statements
        .filter(trustsWholeProvider)
        .map(() => fail("Everybody whom the identity provider knows can assume the role.", "assume_role_policy")),
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
