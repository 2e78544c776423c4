import { companions } from "../../companion";
import { ALWAYS, checkAttribute, fail, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

const SETTINGS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

export const s3PublicAccessBlock: Rule = {
  id: "s3-public-access-block",
  title: "S3 buckets block public access",
  why: "A single wrong policy or access list can make every object public.",
  remedy: "Add an aws_s3_bucket_public_access_block with all four settings true.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  equivalents: {
    checkov: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
    cdkNag: ["AwsSolutions-S2"],
    cis: ["AWS 3.0.0 2.1.4"],
  },
  resourceTypes: ["aws_s3_bucket"],
  check: (bucket, { graph }) => {
    const blocks = companions(graph, bucket, "aws_s3_bucket_public_access_block", "bucket");
    if (blocks.length === 0) return [fail("Nothing blocks public access to the bucket.")];
    return blocks.flatMap((block) =>
      SETTINGS.map((setting) =>
        checkAttribute(graph, block, setting, isTrue, () => `${setting} is not true in ${block.address}.`, false),
      ),
    );
  },
  examples: {
    pass: {
      resource: {
        aws_s3_bucket: { models: { bucket: "acme-models" } },
        aws_s3_bucket_public_access_block: {
          models: {
            bucket: "${aws_s3_bucket.models.id}",
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
        },
      },
    },
    fail: { resource: { aws_s3_bucket: { models: { bucket: "acme-models" } } } },
  },
};
