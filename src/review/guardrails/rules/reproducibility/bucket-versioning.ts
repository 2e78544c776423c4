import { companions } from "../../companion";
import { checkAttribute, FROM_STAGING, fail, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const bucketVersioning: Rule = {
  id: "bucket-versioning",
  title: "Buckets keep old versions",
  why: "Overwritten data can't be restored, so training runs can't be reproduced.",
  remedy: "Enable versioning.",
  severity: "high",
  area: "reproducibility",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  equivalents: { checkov: ["CKV_AWS_21", "CKV_GCP_78"] },
  resourceTypes: ["aws_s3_bucket", "google_storage_bucket"],
  check: (bucket, { graph }) => {
    if (bucket.type === "google_storage_bucket") {
      return [checkAttribute(graph, bucket, "versioning.enabled", isTrue, () => "Old versions are lost.", false)];
    }
    const settings = companions(graph, bucket, "aws_s3_bucket_versioning", "bucket");
    if (settings.length === 0) return [fail("Old versions are lost.")];
    return settings.map((setting) =>
      checkAttribute(
        graph,
        setting,
        "versioning_configuration.status",
        (status) => status === "Enabled",
        () => "Old versions are lost.",
        "",
      ),
    );
  },
  examples: {
    pass: { resource: { google_storage_bucket: { data: { versioning: { enabled: true } } } } },
    fail: { resource: { google_storage_bucket: { data: { name: "acme-data" } } } },
  },
};
