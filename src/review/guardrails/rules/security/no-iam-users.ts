import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const noIamUsers: Rule = {
  id: "no-iam-users",
  title: "IAM users are not used",
  why: "A user's password or key works for years, even after the person has left.",
  remedy: "Use IAM Identity Center for people and roles for programs.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
  equivalents: { checkov: ["CKV_AWS_273"], cis: ["AWS 3.0.0 1.21"] },
  resourceTypes: ["aws_iam_user"],
  check: () => [fail("It is an IAM user.")],
  examples: {
    pass: { resource: { aws_iam_role: { mlflow: { name: "mlflow" } } } },
    fail: { resource: { aws_iam_user: { mlflow: { name: "mlflow" } } } },
  },
};
