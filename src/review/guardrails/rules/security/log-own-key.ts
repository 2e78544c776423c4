import { checkPresent, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

export const logOwnKey: Rule = {
  id: "log-own-key",
  title: "Logs are encrypted with a customer-managed key",
  why: "Logs contain addresses, queries and sometimes tokens.",
  remedy: "Set kms_key_id, and allow the region's CloudWatch Logs service in the key policy.",
  severity: "low",
  area: "security",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  equivalents: { checkov: ["CKV_AWS_158"] },
  resourceTypes: ["aws_cloudwatch_log_group"],
  check: (group, { graph }) => [
    checkPresent(graph, group, "kms_key_id", "The logs are encrypted with an AWS-managed key."),
  ],
  examples: {
    pass: { resource: { aws_cloudwatch_log_group: { api: { kms_key_id: "${aws_kms_key.logs.arn}" } } } },
    fail: { resource: { aws_cloudwatch_log_group: { api: { name: "api" } } } },
  },
};
