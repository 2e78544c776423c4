import { companions } from "../../companion";
import { checkAttribute, checkPresent, FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

const KEY = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
const ALGORITHM = "rule.apply_server_side_encryption_by_default.sse_algorithm";

export const s3OwnKey: Rule = {
  id: "s3-own-key",
  title: "S3 buckets are encrypted with a customer-managed key",
  why: "The use of an AWS-managed key can't be audited or revoked.",
  remedy:
    "Add an aws_s3_bucket_server_side_encryption_configuration with sse_algorithm aws:kms and a kms_master_key_id.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  equivalents: { checkov: ["CKV_AWS_145"] },
  resourceTypes: ["aws_s3_bucket"],
  check: (bucket, { graph }) => {
    // S3 can't deliver access logs to a bucket that is encrypted with a customer-managed key.
    if (companions(graph, bucket, "aws_s3_bucket_logging", "target_bucket").length > 0) return [];
    const settings = companions(graph, bucket, "aws_s3_bucket_server_side_encryption_configuration", "bucket");
    if (settings.length === 0) return [fail("The bucket is encrypted with an AWS-managed key.")];
    return settings.flatMap((setting) => [
      checkPresent(
        graph,
        setting,
        KEY,
        `${setting.address} sets no key: the bucket is encrypted with an AWS-managed key.`,
      ),
      checkAttribute(
        graph,
        setting,
        ALGORITHM,
        (algorithm) => String(algorithm).startsWith("aws:kms"),
        (algorithm) => `${setting.address} encrypts with ${algorithm}, which uses an AWS-managed key.`,
        "AES256",
      ),
    ]);
  },
  examples: {
    pass: {
      resource: {
        aws_s3_bucket: { models: { bucket: "acme-models" } },
        aws_s3_bucket_server_side_encryption_configuration: {
          models: {
            bucket: "${aws_s3_bucket.models.id}",
            rule: [
              {
                apply_server_side_encryption_by_default: {
                  sse_algorithm: "aws:kms",
                  kms_master_key_id: "${aws_kms_key.models.arn}",
                },
              },
            ],
          },
        },
      },
    },
    fail: { resource: { aws_s3_bucket: { models: { bucket: "acme-models" } } } },
  },
};
