import { checkPolicyClosed } from "../../open-policy";
import { ALWAYS } from "../../outcomes";
import type { Rule } from "../../rule";

export const s3PolicyClosed: Rule = {
  id: "s3-policy-closed",
  title: "Bucket policies don't grant access to everyone",
  why: "If the public access block is ever lifted, an open policy publishes the data.",
  remedy: "Name the principals, or serve public files through a distribution with origin access control.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  equivalents: { checkov: ["CKV_AWS_70"], cdkNag: ["AwsSolutions-S5"] },
  resourceTypes: ["aws_s3_bucket_policy", "aws_s3_bucket"],
  check: (bucket, { graph }) =>
    bucket.type === "aws_s3_bucket" && graph.attribute(bucket, "policy").kind !== "known"
      ? []
      : checkPolicyClosed(graph, bucket, "policy", "use the bucket"),
  examples: {
    pass: {
      resource: {
        aws_s3_bucket_policy: {
          models: {
            policy:
              '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Principal":{"AWS":"arn:aws:iam::111111111111:role/serving"}}]}',
          },
        },
      },
    },
    fail: {
      resource: {
        aws_s3_bucket_policy: {
          models: {
            policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Principal":"*"}]}',
          },
        },
      },
    },
  },
};
