import { checkAttribute, checkPresent, FROM_STAGING, isTrue } from "../../outcomes";
import { isReplica } from "../../replica";
import type { Rule } from "../../rule";

export const databaseOwnKey: Rule = {
  id: "database-own-key",
  title: "Databases are encrypted with a customer-managed key",
  why: "Access to a customer-managed key is logged and can be revoked, including for snapshots.",
  remedy: "Set storage_encrypted and kms_key_id (RDS) or encryption_key_name (Cloud SQL).",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  equivalents: {
    checkov: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_327"],
    cdkNag: ["AwsSolutions-RDS2"],
    cis: ["AWS 3.0.0 2.3.1"],
  },
  resourceTypes: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
  check: (database, { graph }) => {
    if (isReplica(database)) return [];
    return database.type !== "google_sql_database_instance"
      ? [
          checkAttribute(graph, database, "storage_encrypted", isTrue, () => "The storage is not encrypted.", false),
          checkPresent(graph, database, "kms_key_id", "The storage is not encrypted with a customer-managed key."),
        ]
      : [
          checkPresent(
            graph,
            database,
            "encryption_key_name",
            "The database is not encrypted with a customer-managed key.",
          ),
        ];
  },
  examples: {
    pass: {
      resource: { aws_db_instance: { main: { storage_encrypted: true, kms_key_id: "${aws_kms_key.main.arn}" } } },
    },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
