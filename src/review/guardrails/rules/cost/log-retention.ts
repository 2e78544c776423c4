import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const logRetention: Rule = {
  id: "log-retention",
  title: "Logs have a retention period",
  why: "Without a retention period, logs add to the bill every month.",
  remedy: "Set retention_in_days.",
  severity: "medium",
  area: "cost",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  equivalents: { checkov: ["CKV_AWS_66"] },
  resourceTypes: ["aws_cloudwatch_log_group"],
  check: (group, { graph }) => [
    checkAttribute(
      graph,
      group,
      "retention_in_days",
      (days) => Number(days) > 0,
      () => "The log is kept forever.",
      0,
    ),
  ],
  examples: {
    pass: { resource: { aws_cloudwatch_log_group: { api: { retention_in_days: 30 } } } },
    fail: { resource: { aws_cloudwatch_log_group: { api: { name: "api" } } } },
  },
};
