import { blocksOf, type Resource, type ResourceGraph } from "../../../model";
import { companions } from "../../companion";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

function abortsOnAws(bucket: Resource, graph: ResourceGraph): boolean {
  return companions(graph, bucket, "aws_s3_bucket_lifecycle_configuration", "bucket")
    .flatMap((lifecycle) => graph.blocks(lifecycle, "rule"))
    .some(
      ({ status, abort_incomplete_multipart_upload }) =>
        status !== "Disabled" && blocksOf(abort_incomplete_multipart_upload).length > 0,
    );
}

function abortsOnGoogle(bucket: Resource, graph: ResourceGraph): boolean {
  return graph
    .blocks(bucket, "lifecycle_rule")
    .some(({ action }) => blocksOf(action).some(({ type }) => type === "AbortIncompleteMultipartUpload"));
}

export const incompleteUploads: Rule = {
  id: "incomplete-uploads",
  title: "Buckets delete incomplete uploads",
  why: "The parts of an incomplete upload don't appear in listings, can't be read, and are billed indefinitely.",
  remedy: "Add abort_incomplete_multipart_upload, or a rule with the action AbortIncompleteMultipartUpload.",
  severity: "low",
  area: "cost",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
  equivalents: { checkov: ["CKV_AWS_300"] },
  resourceTypes: ["aws_s3_bucket", "google_storage_bucket"],
  check: (bucket, { graph }) => {
    const aborts = bucket.type === "aws_s3_bucket" ? abortsOnAws(bucket, graph) : abortsOnGoogle(bucket, graph);
    return [aborts ? PASS : fail("Parts of incomplete uploads are kept forever.")];
  },
  examples: {
    pass: {
      resource: {
        google_storage_bucket: {
          models: { lifecycle_rule: [{ action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } }] },
        },
      },
    },
    fail: { resource: { google_storage_bucket: { models: { name: "acme-models" } } } },
  },
};
