import { checkKept } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const secretKept: Rule = {
  id: "secret-kept",
  title: "No plan deletes or replaces a secret",
  why: "Terraform doesn't know values that people entered: the replacement is empty, and everything that reads it fails.",
  remedy: "Revert the change that forces replacement; if it is intended, remove its readers first, in an earlier plan.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  resourceTypes: [
    "aws_secretsmanager_secret",
    "aws_ssm_parameter",
    "google_secret_manager_secret",
    "google_secret_manager_regional_secret",
  ],
  on: "change",
  check: (secret) => checkKept(secret, "Its versions are deleted."),
  examples: {
    pass: planExample({
      type: "aws_secretsmanager_secret",
      actions: ["update"],
      before: { description: "" },
      after: { description: "Client secret of single sign-on" },
    }),
    fail: planExample({ type: "aws_secretsmanager_secret", actions: ["delete"], before: { name: "oidc-client" } }),
  },
};
