import { blocksOf, type Resource, type ResourceGraph } from "../../../model";
import { companions } from "../../companion";
import { ALWAYS, checkAttribute, fail } from "../../outcomes";
import type { Rule } from "../../rule";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const PUBLIC = ["public-read", "public-read-write", "authenticated-read"];
const EVERYBODY = /acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function granteesOf(bucket: Resource, graph: ResourceGraph): string[] {
  const grants =
    bucket.type === "aws_s3_bucket"
      ? graph.blocks(bucket, "grant")
      : graph.blocks(bucket, "access_control_policy.grant").flatMap(({ grantee }) => blocksOf(grantee));
  return grants.flatMap(({ uri }) => (typeof uri === "string" ? [uri] : []));
}

export const s3AclPrivate: Rule = {
  id: "s3-acl-private",
  title: "Access lists don't make buckets public",
  why: "AuthenticatedUsers is anyone with an AWS account, not only users of your account.",
  remedy: "Remove the access list, and keep object_ownership at BucketOwnerEnforced.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  equivalents: { checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV2_AWS_43", "CKV2_AWS_65"] },
  resourceTypes: ["aws_s3_bucket", "aws_s3_bucket_acl"],
  check: (bucket, { graph }) => [
    checkAttribute(
      graph,
      bucket,
      "acl",
      (acl) => !PUBLIC.includes(String(acl)),
      (acl) => `The access list is ${String(acl)}.`,
      "private",
    ),
    ...granteesOf(bucket, graph)
      .filter((uri) => EVERYBODY.test(uri))
      .map((uri) => fail(`It is granted to ${uri}.`, "grant")),
    // New buckets have access lists disabled by default.
    ...companions(graph, bucket, "aws_s3_bucket_ownership_controls", "bucket").map((controls) =>
      checkAttribute(
        graph,
        controls,
        "rule.object_ownership",
        (ownership) => ownership === "BucketOwnerEnforced",
        () => `${controls.address} allows access lists on objects.`,
        "BucketOwnerEnforced",
      ),
    ),
  ],
  examples: {
    pass: { resource: { aws_s3_bucket_acl: { models: { bucket: "acme-models", acl: "private" } } } },
    fail: { resource: { aws_s3_bucket_acl: { models: { bucket: "acme-models", acl: "public-read" } } } },
  },
};
