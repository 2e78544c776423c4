import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import { isReplica } from "../../replica";
import type { Rule } from "../../rule";

export const databaseBackups: Rule = {
  id: "database-backups",
  title: "Databases are backed up",
  why: "A wrong DELETE can't be undone.",
  remedy:
    "Set backup_retention_period (RDS), or backup_configuration with point_in_time_recovery_enabled or, for MySQL, binary_log_enabled (Cloud SQL).",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  equivalents: {
    checkov: ["CKV_AWS_133", "CKV_GCP_14", "CKV2_GCP_20"],
    cdkNag: ["AwsSolutions-RDS13"],
    cis: ["GCP 3.0.0 6.7"],
  },
  resourceTypes: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
  check: (database, { graph, strictness }) => {
    if (isReplica(database)) return [];
    const least = strictness === "prod" ? 7 : 1;
    if (database.type !== "google_sql_database_instance") {
      return [
        checkAttribute(
          graph,
          database,
          "backup_retention_period",
          (days) => Number(days) >= least,
          (days) => `Backups are kept for ${String(days)} days; at least ${least} are required.`,
          // Aurora always keeps backups for one day.
          database.type === "aws_rds_cluster" ? 1 : 0,
        ),
      ];
    }
    // MySQL recovers from its binary log and doesn't support the other setting.
    const binaryLog = graph.attribute(database, "settings.backup_configuration.binary_log_enabled");
    const recovery = binaryLog.kind === "absent" ? "point_in_time_recovery_enabled" : "binary_log_enabled";
    return ["enabled", recovery].map((setting) =>
      checkAttribute(
        graph,
        database,
        `settings.backup_configuration.${setting}`,
        isTrue,
        () => `${setting} is not true.`,
        false,
      ),
    );
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { backup_retention_period: 14 } } } },
    fail: { resource: { aws_db_instance: { main: { backup_retention_period: 0 } } } },
  },
};
