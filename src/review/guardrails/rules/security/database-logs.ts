import type { Json } from "../../../model";
import { checkAttribute, FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const WATCHED_FLAGS = ["log_connections", "log_disconnections"];

export const databaseLogs: Rule = {
  id: "database-logs",
  title: "Databases log connections",
  why: "Without these logs there is no record after a breach of who read what.",
  remedy:
    "Set enabled_cloudwatch_logs_exports (RDS), or the flags log_connections and log_disconnections = on (Cloud SQL).",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html",
  equivalents: {
    checkov: ["CKV_AWS_129", "CKV_AWS_324", "CKV_GCP_52", "CKV_GCP_53"],
    cis: ["GCP 3.0.0 6.2.2", "GCP 3.0.0 6.2.3"],
  },
  resourceTypes: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
  check: (database, { graph }) => {
    if (database.type !== "google_sql_database_instance") {
      return [
        checkAttribute(
          graph,
          database,
          "enabled_cloudwatch_logs_exports",
          (logs: Json) => Array.isArray(logs) && logs.length > 0,
          () => "Its logs stay on the instance and are lost with it.",
          [],
        ),
      ];
    }
    if (!String(database.body.database_version).startsWith("POSTGRES")) return [];
    const flags = graph.blocks(database, "settings.database_flags");
    return WATCHED_FLAGS.map((name) =>
      flags.some((flag) => flag.name === name && flag.value === "on")
        ? PASS
        : fail(`${name} is not on.`, "settings.database_flags"),
    );
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { enabled_cloudwatch_logs_exports: ["postgresql"] } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres" } } } },
  },
};
