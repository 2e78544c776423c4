import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { reach, SqlDatabase, type SqlDatabaseProps } from "./sql-database";

export interface DatabaseProps extends SqlDatabaseProps {
  /** PostgreSQL major version. @default "17" */
  readonly version?: string;
}

const PORT = 5432;

/** PostgreSQL on RDS. */
export class Database extends SqlDatabase<"postgres"> implements contracts.PostgresDatabase {
  /** An existing database. */
  static fromAttributes(attributes: contracts.PostgresDatabase): contracts.PostgresDatabase {
    return attributes;
  }

  /** A database of this construct, referenced from another stack. */
  static reach(attributes: Pick<contracts.PostgresDatabase, "host" | "adminSecret">): contracts.PostgresDatabase {
    return reach("postgres", PORT, attributes);
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id, props, {
      engine: "postgres",
      title: "PostgreSQL",
      port: PORT,
      version: props.version ?? "17",
      parameters: {
        "rds.force_ssl": "1",
        log_connections: "1",
        log_disconnections: "1",
        // Milliseconds.
        log_min_duration_statement: "1000",
      },
      parametersDo: "Refuses connections without TLS; logs slow statements and connections",
      logs: ["postgresql", "upgrade"],
      insights: true,
      readAdmin: "read-database-admin",
    });
  }
}
