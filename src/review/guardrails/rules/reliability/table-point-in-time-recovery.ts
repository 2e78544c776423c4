import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const tablePointInTimeRecovery: Rule = {
  id: "table-point-in-time-recovery",
  title: "DynamoDB tables have point-in-time recovery",
  why: "Without it, a job that overwrites features or state can't be undone.",
  remedy: "Set point_in_time_recovery.enabled = true.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  equivalents: { checkov: ["CKV_AWS_28"], cdkNag: ["AwsSolutions-DDB3"] },
  resourceTypes: ["aws_dynamodb_table"],
  check: (table, { graph }) => [
    checkAttribute(
      graph,
      table,
      "point_in_time_recovery.enabled",
      isTrue,
      () => "The table has no point-in-time recovery.",
      false,
    ),
  ],
  examples: {
    pass: { resource: { aws_dynamodb_table: { features: { point_in_time_recovery: { enabled: true } } } } },
    fail: { resource: { aws_dynamodb_table: { features: { name: "features" } } } },
  },
};
