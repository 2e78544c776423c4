import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const secretRecoveryWindow: Rule = {
  id: "secret-recovery-window",
  title: "Deleted secrets can be restored",
  why: "A secret without a recovery window is deleted immediately, and every service that needs it fails.",
  remedy: "Leave recovery_window_in_days at 30.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  resourceTypes: ["aws_secretsmanager_secret"],
  check: (secret, { graph, strictness }) =>
    // Development is destroyed and created again under the same names.
    strictness === "dev"
      ? []
      : [
          checkAttribute(
            graph,
            secret,
            "recovery_window_in_days",
            (days) => Number(days) > 0,
            () => "Deletion takes effect immediately.",
            30,
          ),
        ],
  examples: {
    pass: { resource: { aws_secretsmanager_secret: { token: { name: "token" } } } },
    fail: { resource: { aws_secretsmanager_secret: { token: { recovery_window_in_days: 0 } } } },
  },
};
