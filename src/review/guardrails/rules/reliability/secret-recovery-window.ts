import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const secretRecoveryWindow: Rule = {
  id: "secret-recovery-window",
  title: "A deleted secret can be brought back",
  why: "A secret without a window is gone at once, with every service that needs it.",
  remedy: "Leave recovery_window_in_days at 30.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  resourceTypes: ["aws_secretsmanager_secret"],
  check: (secret, { graph, strictness }) =>
    // Development is torn down and built again under the same names.
    strictness === "dev"
      ? []
      : [
          checkAttribute(
            graph,
            secret,
            "recovery_window_in_days",
            (days) => Number(days) > 0,
            () => "It is gone at once when it is deleted.",
            30,
          ),
        ],
  examples: {
    pass: { resource: { aws_secretsmanager_secret: { token: { name: "token" } } } },
    fail: { resource: { aws_secretsmanager_secret: { token: { recovery_window_in_days: 0 } } } },
  },
};
