import type { Json } from "../../../model";
import { stepOf } from "../../change";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";
import { type Version, versionOf } from "../../version";

/** Attributes that hold the engine version. */
const PATHS: Readonly<Record<string, string>> = {
  aws_db_instance: "engine_version",
  aws_docdb_cluster: "engine_version",
  aws_elasticache_replication_group: "engine_version",
  aws_memorydb_cluster: "engine_version",
  aws_neptune_cluster: "engine_version",
  aws_opensearch_domain: "engine_version",
  aws_rds_cluster: "engine_version",
  google_alloydb_cluster: "database_version",
  google_memorystore_instance: "engine_version",
  google_redis_instance: "redis_version",
  google_sql_database_instance: "database_version",
};

export const databaseVersionStep: Rule = {
  id: "database-version-step",
  title: "Major database upgrades are approved separately",
  why: "The database is down during the upgrade, old clients may fail to connect, and the only way back is a backup.",
  remedy: "Test the upgrade on a copy, take a backup, then apply it as a separate, approved change.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html",
  resourceTypes: Object.keys(PATHS),
  on: "change",
  check: (database) => {
    const path = PATHS[database.type] ?? "";
    const step = stepOf(database, path);
    const [before, after] = [versionOf(step?.before), versionOf(step?.after)];
    if (!before || !after) return [PASS];
    const inTwoParts = isInTwoParts(database.change?.before?.engine, step?.before);
    const distance = majorOf(after, inTwoParts) - majorOf(before, inTwoParts);
    if (distance === 0 && after.minor >= before.minor) return [PASS];
    const what = distance > 0 ? "goes up a major version" : "goes back, which no engine supports";
    return [fail(`It ${what}: ${String(step?.before)} to ${String(step?.after)}.`, path)];
  },
  examples: {
    pass: planExample({
      type: "aws_db_instance",
      actions: ["update"],
      before: { engine: "postgres", engine_version: "17.4" },
      after: { engine: "postgres", engine_version: "17.5" },
    }),
    fail: planExample({
      type: "google_sql_database_instance",
      actions: ["update"],
      before: { database_version: "POSTGRES_16" },
      after: { database_version: "POSTGRES_17" },
    }),
  },
};

/** MySQL's and MariaDB's 8.0 and 8.4 are as far apart as PostgreSQL's 16 and 17. */
function isInTwoParts(engine: Json | undefined, version: Json | undefined): boolean {
  return /mysql|mariadb/i.test(`${String(engine)} ${String(version)}`);
}

function majorOf({ major, minor }: Version, inTwoParts: boolean): number {
  return inTwoParts ? major * 100 + minor : major;
}
