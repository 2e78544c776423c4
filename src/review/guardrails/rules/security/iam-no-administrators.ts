import { ALWAYS, checkValue, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const ALMIGHTY = /:policy\/(AdministratorAccess|IAMFullAccess)$/;

export const iamNoAdministrators: Rule = {
  id: "iam-no-administrators",
  title: "Managed policies that allow everything are not attached",
  why: "If a role that allows everything is stolen, the whole account is lost.",
  remedy: "Attach a policy that lists the actions that are needed.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  equivalents: { checkov: ["CKV_AWS_274", "CKV2_AWS_56"], cis: ["AWS 3.0.0 1.16"] },
  resourceTypes: [
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_policy_attachment",
    "aws_iam_role",
  ],
  check: (holder, { graph }) => {
    if (holder.type === "aws_iam_role") {
      const policies = [holder.body.managed_policy_arns ?? []].flat().map(String);
      return policies
        .filter((policy) => ALMIGHTY.test(policy))
        .map((policy) => fail(`${policy} is attached.`, "managed_policy_arns"));
    }
    // Policies in the same code are checked by other rules.
    if (graph.references(holder, "policy_arn").some(({ mode }) => mode === "managed")) return [PASS];
    return [
      checkValue(
        graph.attribute(holder, "policy_arn"),
        "policy_arn",
        (policy) => !ALMIGHTY.test(String(policy)),
        (policy) => `${String(policy)} is attached.`,
        "",
      ),
    ];
  },
  examples: {
    pass: {
      resource: {
        aws_iam_role_policy_attachment: {
          nodes: { role: "nodes", policy_arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
        },
      },
    },
    fail: {
      resource: {
        aws_iam_role_policy_attachment: {
          ci: { role: "ci", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        },
      },
    },
  },
};
