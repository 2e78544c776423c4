import { checkAttribute, checkPresent, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseOwnKey: Rule = {
  id: "database-own-key",
  title: "Databases are encrypted with an own key",
  why: "Snapshots and storage stay readable to whoever gets hold of them.",
  remedy: "Set storage_encrypted and kms_key_id (RDS) or encryption_key_name (Cloud SQL).",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
  resourceTypes: ["aws_db_instance", "google_sql_database_instance"],
  check: (database, { graph }) =>
    database.type === "aws_db_instance"
      ? [
          checkAttribute(graph, database, "storage_encrypted", isTrue, () => "The storage is not encrypted.", false),
          checkPresent(graph, database, "kms_key_id", "The storage is not encrypted with an own key."),
        ]
      : [checkPresent(graph, database, "encryption_key_name", "The database is not encrypted with an own key.")],
  examples: {
    pass: {
      resource: { aws_db_instance: { main: { storage_encrypted: true, kms_key_id: "${aws_kms_key.main.arn}" } } },
    },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
