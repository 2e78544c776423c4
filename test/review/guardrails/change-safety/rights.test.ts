import type { PlannedChange } from "../../../../src/review/guardrails/plan-example";
import { rule, verdicts } from "./planned";

describe("permissions of pipelines", () => {
  const policy = (...actions: string[]) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });

  test.each<[string, PlannedChange, number]>([
    [
      "fewer permissions",
      {
        type: "aws_iam_role_policy",
        actions: ["update"],
        before: { role: "acme-deploy", policy: policy("s3:GetObject", "s3:PutObject") },
        after: { role: "acme-deploy", policy: policy("s3:GetObject") },
      },
      0,
    ],
    [
      "permissions of others",
      { type: "aws_iam_role_policy", actions: ["create"], after: { role: "acme-mlflow", policy: policy("s3:*") } },
      0,
    ],
    [
      "a managed policy",
      {
        type: "aws_iam_role_policy_attachment",
        actions: ["create"],
        after: { role: "acme-ci", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      },
      1,
    ],
    [
      "a role of a project",
      {
        type: "google_project_iam_member",
        actions: ["create"],
        after: { role: "roles/owner", member: "serviceAccount:acme-deploy@acme.iam.gserviceaccount.com" },
      },
      1,
    ],
    [
      "another branch that may assume the role",
      {
        type: "aws_iam_role",
        actions: ["update"],
        before: { name: "acme-deploy", assume_role_policy: trust("repo:acme/ml:environment:prod") },
        after: { name: "acme-deploy", assume_role_policy: trust("repo:acme/ml:*") },
      },
      1,
    ],
  ])("%s", (_, change, count) => {
    expect(verdicts(rule("ci-rights-kept"), [change])).toHaveLength(count);
  });

  function trust(subject: string): string {
    return JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { "token.actions.githubusercontent.com:sub": subject } },
        },
      ],
    });
  }
});
