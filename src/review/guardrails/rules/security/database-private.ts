import { ALWAYS, checkAttribute, isOff } from "../../outcomes";
import type { Rule } from "../../rule";

export const databasePrivate: Rule = {
  id: "database-private",
  title: "Databases have no public address",
  why: "A database on the internet is discovered and attacked within minutes.",
  remedy: "Set publicly_accessible = false (RDS) or ip_configuration.ipv4_enabled = false (Cloud SQL).",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/sql/docs/postgres/private-ip",
  equivalents: { checkov: ["CKV_AWS_17", "CKV_GCP_60"], cis: ["AWS 3.0.0 2.3.3", "GCP 3.0.0 6.6"] },
  resourceTypes: ["aws_db_instance", "aws_rds_cluster_instance", "google_sql_database_instance"],
  check: (database, { graph }) =>
    database.type !== "google_sql_database_instance"
      ? [
          checkAttribute(
            graph,
            database,
            "publicly_accessible",
            isOff,
            () => "The database has a public address.",
            false,
          ),
        ]
      : [
          checkAttribute(
            graph,
            database,
            "settings.ip_configuration.ipv4_enabled",
            isOff,
            () => "The database has a public address.",
            true,
          ),
        ],
  examples: {
    pass: { resource: { aws_db_instance: { main: { publicly_accessible: false } } } },
    fail: { resource: { aws_db_instance: { main: { publicly_accessible: true } } } },
  },
};
