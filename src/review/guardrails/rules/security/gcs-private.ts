import { ALWAYS, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const gcsPrivate: Rule = {
  id: "gcs-private",
  title: "Cloud Storage buckets can't be made public",
  why: "A single access list on one object is enough to publish it.",
  remedy: 'Set uniform_bucket_level_access = true and public_access_prevention = "enforced".',
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/storage/docs/public-access-prevention",
  equivalents: { checkov: ["CKV_GCP_29", "CKV_GCP_114"], cis: ["GCP 3.0.0 5.2"] },
  resourceTypes: ["google_storage_bucket"],
  check: (bucket, { graph }) => [
    checkAttribute(
      graph,
      bucket,
      "uniform_bucket_level_access",
      isTrue,
      () => "Objects can have their own access lists.",
      false,
    ),
    checkAttribute(
      graph,
      bucket,
      "public_access_prevention",
      (prevention) => prevention === "enforced",
      () => "Nothing prevents public access.",
      "inherited",
    ),
  ],
  examples: {
    pass: {
      resource: {
        google_storage_bucket: { models: { uniform_bucket_level_access: true, public_access_prevention: "enforced" } },
      },
    },
    fail: { resource: { google_storage_bucket: { models: { name: "acme-models" } } } },
  },
};
