import type { Json } from "../../../model";
import { ALWAYS, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

const isFalse = (value: Json) => !isTrue(value);

export const databasePrivate: Rule = {
  id: "database-private",
  title: "Databases have no public address",
  why: "A database on the internet is found and tried within minutes.",
  remedy: "Set publicly_accessible = false (RDS) or ip_configuration.ipv4_enabled = false (Cloud SQL).",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/sql/docs/postgres/private-ip",
  resourceTypes: ["aws_db_instance", "google_sql_database_instance"],
  check: (database, { graph }) =>
    database.type === "aws_db_instance"
      ? [
          checkAttribute(
            graph,
            database,
            "publicly_accessible",
            isFalse,
            () => "The database has a public address.",
            false,
          ),
        ]
      : [
          checkAttribute(
            graph,
            database,
            "settings.ip_configuration.ipv4_enabled",
            isFalse,
            () => "The database has a public address.",
            true,
          ),
        ],
  examples: {
    pass: { resource: { aws_db_instance: { main: { publicly_accessible: false } } } },
    fail: { resource: { aws_db_instance: { main: { publicly_accessible: true } } } },
  },
};
