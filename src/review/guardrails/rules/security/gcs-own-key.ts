import { checkPresent, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const gcsOwnKey: Rule = {
  id: "gcs-own-key",
  title: "Cloud Storage buckets are encrypted with a customer-managed key",
  why: "Access to data encrypted with a Google-managed key can't be revoked.",
  remedy: "Add encryption.default_kms_key_name.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/storage/docs/encryption/customer-managed-keys",
  resourceTypes: ["google_storage_bucket"],
  check: (bucket, { graph }) => [
    checkPresent(
      graph,
      bucket,
      "encryption.default_kms_key_name",
      "The bucket is encrypted with a Google-managed key.",
    ),
  ],
  examples: {
    pass: {
      resource: {
        google_storage_bucket: { models: { encryption: { default_kms_key_name: "${google_kms_crypto_key.main.id}" } } },
      },
    },
    fail: { resource: { google_storage_bucket: { models: { name: "acme-models" } } } },
  },
};
