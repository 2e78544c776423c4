import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { reach, SqlDatabase, type SqlDatabaseProps } from "./sql-database";

const PORT = 3306;

/** Shared-core types, which are too small for query insights. */
const SHARED_CORE = /^db-(?:f1-micro|g1-small)$/;

/** MySQL 8.4 on Cloud SQL, the version with long-term support. */
export class MysqlDatabase extends SqlDatabase<"mysql"> implements contracts.MysqlDatabase {
  /** An existing database. */
  static fromAttributes(attributes: contracts.MysqlDatabase): contracts.MysqlDatabase {
    return attributes;
  }

  /** A database of this construct, referenced from another stack. */
  static reach(
    attributes: Pick<contracts.MysqlDatabase, "host" | "adminSecret" | "certificateAuthority">,
  ): contracts.MysqlDatabase {
    return reach("mysql", PORT, attributes);
  }

  constructor(scope: Construct, id: string, props: SqlDatabaseProps) {
    super(scope, id, props, {
      engine: "mysql",
      port: PORT,
      version: "MYSQL_8_4",
      flags: {
        cloudsql_iam_authentication: "on",
        slow_query_log: "on",
        // Seconds.
        long_query_time: "1",
        // Cloud Logging reads the log files.
        log_output: "FILE",
      },
      recovery: { binaryLogEnabled: true },
      insights: !SHARED_CORE.test(props.type),
      adminHost: "%",
      readAdmin: "read-mysql-admin",
    });
  }
}
