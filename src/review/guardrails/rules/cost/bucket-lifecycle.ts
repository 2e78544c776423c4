import { companions } from "../../companion";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const bucketLifecycle: Rule = {
  id: "bucket-lifecycle",
  title: "Buckets expire unneeded data",
  why: "Old object versions and incomplete uploads are easy to miss and are billed.",
  remedy: "Add lifecycle rules for old versions and incomplete uploads.",
  severity: "low",
  area: "cost",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
  equivalents: { checkov: ["CKV2_AWS_61"] },
  resourceTypes: ["aws_s3_bucket", "google_storage_bucket"],
  check: (bucket, { graph }) => {
    const rules =
      bucket.type === "aws_s3_bucket"
        ? companions(graph, bucket, "aws_s3_bucket_lifecycle_configuration", "bucket")
        : graph.blocks(bucket, "lifecycle_rule");
    return [rules.length > 0 ? PASS : fail("The bucket has no lifecycle rules.")];
  },
  examples: {
    pass: {
      resource: {
        google_storage_bucket: {
          models: { lifecycle_rule: [{ action: { type: "Delete" }, condition: { days_since_noncurrent_time: 30 } }] },
        },
      },
    },
    fail: { resource: { google_storage_bucket: { models: { name: "acme-models" } } } },
  },
};
