import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { reach, SqlDatabase, type SqlDatabaseProps } from "./sql-database";

export interface DatabaseProps extends SqlDatabaseProps {
  /** PostgreSQL major version. @default "17" */
  readonly version?: string;
}

const PORT = 5432;

/** PostgreSQL on Cloud SQL. */
export class Database extends SqlDatabase<"postgres"> implements contracts.PostgresDatabase {
  /** An existing database. */
  static fromAttributes(attributes: contracts.PostgresDatabase): contracts.PostgresDatabase {
    return attributes;
  }

  /** A database of this construct, referenced from another stack. */
  static reach(
    attributes: Pick<contracts.PostgresDatabase, "host" | "adminSecret" | "certificateAuthority">,
  ): contracts.PostgresDatabase {
    return reach("postgres", PORT, attributes);
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id, props, {
      engine: "postgres",
      port: PORT,
      version: `POSTGRES_${props.version ?? "17"}`,
      flags: {
        "cloudsql.iam_authentication": "on",
        log_checkpoints: "on",
        log_connections: "on",
        log_disconnections: "on",
        // Milliseconds.
        log_min_duration_statement: "1000",
      },
      recovery: { pointInTimeRecoveryEnabled: true },
      insights: true,
      readAdmin: "read-database-admin",
    });
  }
}
