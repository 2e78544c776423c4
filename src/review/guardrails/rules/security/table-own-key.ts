import { checkPresent, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

const PATHS: Readonly<Record<string, string>> = {
  aws_dynamodb_table: "server_side_encryption.kms_key_arn",
  google_bigquery_dataset: "default_encryption_configuration.kms_key_name",
  google_bigquery_table: "encryption_configuration.kms_key_name",
  google_spanner_database: "encryption_config.kms_key_name",
};

export const tableOwnKey: Rule = {
  id: "table-own-key",
  title: "Tables are encrypted with a customer-managed key",
  why: "Features and predictions can be personal data; access to a customer-managed key can be audited and revoked.",
  remedy: "Set server_side_encryption.kms_key_arn (DynamoDB) or default_encryption_configuration (BigQuery).",
  severity: "medium",
  area: "security",
  enforcement: IN_PROD,
  link: "https://cloud.google.com/bigquery/docs/customer-managed-encryption",
  equivalents: {
    checkov: ["CKV_AWS_119", "CKV_GCP_80", "CKV_GCP_81", "CKV_GCP_93"],
    cis: ["GCP 3.0.0 7.2", "GCP 3.0.0 7.3"],
  },
  resourceTypes: Object.keys(PATHS),
  check: (table, { graph }) => {
    const [dataset] = table.type === "google_bigquery_table" ? graph.references(table, "dataset_id") : [];
    // Tables use their dataset's key.
    if (dataset && graph.blocks(table, "encryption_configuration").length === 0) return [];
    return [checkPresent(graph, table, PATHS[table.type] ?? "", "It is encrypted with a provider-managed key.")];
  },
  examples: {
    pass: {
      resource: {
        google_bigquery_dataset: {
          features: { default_encryption_configuration: { kms_key_name: "${google_kms_crypto_key.main.id}" } },
        },
      },
    },
    fail: { resource: { google_bigquery_dataset: { features: { dataset_id: "features" } } } },
  },
};
