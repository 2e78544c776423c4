/**
 * Last day of standard support of database versions, `YYYY-MM-DD`, by the type of the resource and its engine.
 * RDS for PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * RDS for MySQL: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * Aurora PostgreSQL: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
 * Cloud SQL: https://cloud.google.com/sql/docs/postgres/db-versions, https://cloud.google.com/sql/docs/mysql/db-versions.
 * Google publishes the day on which extended support starts; standard support ends the day before.
 */
const STANDARD_SUPPORT_ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgres: {
    "9.6": "2022-04-30",
    "10": "2023-04-30",
    "11": "2024-02-29",
    "12": "2025-02-28",
    "13": "2026-02-28",
    "14": "2027-02-28",
    "15": "2028-02-29",
    "16": "2029-02-28",
    "17": "2030-02-28",
    "18": "2031-02-28",
  },
  mysql: {
    "5.7": "2024-02-29",
    "8.0": "2026-07-31",
    "8.4": "2029-07-31",
  },
  "aurora-postgresql": {
    "11": "2024-02-29",
    "12": "2025-02-28",
    "13": "2026-02-28",
    "14": "2027-02-28",
    "15": "2028-02-29",
    "16": "2029-02-28",
    "17": "2030-02-28",
    "18": "2031-02-28",
  },
  POSTGRES: {
    "9_6": "2025-01-31",
    "10": "2025-01-31",
    "11": "2025-01-31",
    "12": "2025-01-31",
    "13": "2026-01-31",
    "14": "2027-01-31",
    "15": "2028-01-31",
    "16": "2029-01-31",
    "17": "2030-01-31",
  },
  MYSQL: {
    "5_6": "2025-01-31",
    "5_7": "2025-01-31",
    "8_0": "2026-06-30",
  },
};

/**
 * @param engine RDS's `engine`
 * @param version RDS's `engine_version`, minor version or not
 * @returns `undefined` for unknown versions and engines
 */
export function rdsSupportEnd(engine: string, version: string): string | undefined {
  return endOf(engine, version, ".");
}

/** @param version Cloud SQL's `database_version`: `POSTGRES_17`, `MYSQL_8_0_31` */
export function cloudSqlSupportEnd(version: string): string | undefined {
  const [, engine = "", number = ""] = /^([A-Z]+)_(.+)$/.exec(version) ?? [];
  return endOf(engine, number, "_");
}

function endOf(engine: string, version: string, separator: string): string | undefined {
  const known = STANDARD_SUPPORT_ENDS[engine] ?? {};
  const major = Object.keys(known).find((name) => version === name || version.startsWith(name + separator));
  return major === undefined ? undefined : known[major];
}
