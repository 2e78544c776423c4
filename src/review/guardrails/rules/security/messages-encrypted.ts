import { checkAttribute, checkPresent, FROM_STAGING, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const messagesEncrypted: Rule = {
  id: "messages-encrypted",
  title: "Queues and topics are encrypted",
  why: "Messages and their contents may stay on disk for days.",
  remedy: "Set kms_master_key_id (SNS) or kms_key_name (Pub/Sub), or leave sqs_managed_sse_enabled on (SQS).",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
  equivalents: {
    checkov: ["CKV_AWS_26", "CKV_AWS_27", "CKV_GCP_83"],
    cdkNag: ["AwsSolutions-SQS2"],
  },
  resourceTypes: ["aws_sqs_queue", "aws_sns_topic", "google_pubsub_topic"],
  check: (channel, { graph }) => {
    if (channel.type === "google_pubsub_topic") {
      return [checkPresent(graph, channel, "kms_key_name", "The topic is encrypted with a Google-managed key.")];
    }
    const key = checkPresent(graph, channel, "kms_master_key_id", "Messages are not encrypted.");
    if (channel.type === "aws_sns_topic" || key.kind === "pass") return [key];
    // SQS encrypts new queues with an SQS-managed key by default.
    return [
      graph.attribute(channel, "sqs_managed_sse_enabled").kind === "absent"
        ? PASS
        : checkAttribute(graph, channel, "sqs_managed_sse_enabled", isTrue, () => "Messages are not encrypted.", true),
    ];
  },
  examples: {
    pass: { resource: { aws_sns_topic: { alerts: { kms_master_key_id: "${aws_kms_key.main.arn}" } } } },
    fail: { resource: { aws_sns_topic: { alerts: { name: "alerts" } } } },
  },
};
