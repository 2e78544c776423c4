import { ALWAYS, fail, PASS } from "../../outcomes";
import { type PolicyStatement, policyOf } from "../../policy-document";
import type { Rule } from "../../rule";

const GITHUB = "token.actions.githubusercontent.com";

function namesRepository(conditions: PolicyStatement["conditions"]): boolean {
  const subjects = Object.values(conditions).flatMap((keys) => keys[`${GITHUB}:sub`] ?? []);
  return subjects.length > 0 && subjects.every((subject) => /^repo:[^*/]+\/[^*:]+:/.test(subject));
}

export const githubTrustRestricted: Rule = {
  id: "github-trust-restricted",
  title: "Roles for GitHub Actions name the repository",
  why: "Without a repository condition every repository on GitHub can assume the role.",
  remedy:
    "Add a StringEquals condition on token.actions.githubusercontent.com:sub with the repository and the environment.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
  equivalents: { checkov: ["CKV_AWS_358", "CKV_AWS_393"] },
  resourceTypes: ["aws_iam_role"],
  check: (role, { graph }) => {
    const statements = policyOf(graph, role, "assume_role_policy") ?? [];
    return statements
      .filter(({ effect, actions }) => effect === "Allow" && actions.includes("sts:AssumeRoleWithWebIdentity"))
      .filter(({ conditions }) => JSON.stringify(conditions).includes(GITHUB))
      .map(({ conditions }) =>
        namesRepository(conditions)
          ? PASS
          : fail("Any repository on GitHub can assume the role.", "assume_role_policy"),
      );
  },
  examples: {
    pass: {
      resource: {
        aws_iam_role: {
          ci: {
            assume_role_policy:
              '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:acme/platform:environment:prod"}}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_iam_role: {
          ci: {
            assume_role_policy:
              '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}}]}',
          },
        },
      },
    },
  },
};
