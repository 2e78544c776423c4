import { checkPolicyClosed } from "../../open-policy";
import { ALWAYS } from "../../outcomes";
import type { Rule } from "../../rule";

export const messagesClosed: Rule = {
  id: "messages-closed",
  title: "Queues and topics are not open to everyone",
  why: "Anyone who can send may start pipelines; anyone who can receive reads the messages.",
  remedy: "Name the principals, or add a condition on aws:SourceArn or aws:SourceAccount.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  equivalents: { checkov: ["CKV_AWS_168", "CKV_AWS_169", "CKV_AWS_387"], cdkNag: ["AwsSolutions-EVB1"] },
  resourceTypes: [
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
    "aws_sns_topic",
    "aws_sns_topic_policy",
    "aws_cloudwatch_event_bus_policy",
  ],
  check: (channel, { graph }) => checkPolicyClosed(graph, channel, "policy", "use it"),
  examples: {
    pass: {
      resource: {
        aws_sqs_queue_policy: {
          events: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Principal":"*","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111111111111:events"}}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_sqs_queue_policy: {
          events: { policy: '{"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Principal":{"AWS":["*"]}}]}' },
        },
      },
    },
  },
};
