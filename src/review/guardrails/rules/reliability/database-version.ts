import { cloudSqlSupportEnd, rdsSupportEnd } from "../../../../facts/database-support";
import { FROM_STAGING, fail, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

export const databaseVersion: Rule = {
  id: "database-version",
  title: "Databases run a supported version",
  why: "Unsupported versions get no fixes, and extended support is billed per vCPU-hour.",
  remedy: "Upgrade to a major version in standard support.",
  severity: "high",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html",
  resourceTypes: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
  check: (database, { graph, today }) => {
    const isGoogle = database.type === "google_sql_database_instance";
    const path = isGoogle ? "database_version" : "engine_version";
    const version = graph.attribute(database, path);
    if (version.kind === "unknown") return [undecided(path, version.expression)];
    // A replica or a copy takes the version of its source.
    if (version.kind === "absent") return [];
    const name = String(version.value);
    const end = isGoogle ? cloudSqlSupportEnd(name) : rdsSupportEnd(String(database.body.engine), name);
    if (end === undefined) return [];
    return [end >= today ? PASS : fail(`${name} has been out of standard support since ${end}.`, path)];
  },
  examples: {
    pass: { resource: { aws_db_instance: { main: { engine: "postgres", engine_version: "17.6" } } } },
    fail: { resource: { aws_db_instance: { main: { engine: "postgres", engine_version: "12.22" } } } },
  },
};
