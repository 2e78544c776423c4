import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { reach, SqlDatabase, type SqlDatabaseProps } from "./sql-database";

const PORT = 3306;

/**
 * Classes with too little memory for Performance Insights.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
const WITHOUT_INSIGHTS = /^db\.t\dg?\.(?:micro|small)$/;

/** MySQL 8.4 on RDS, the version with long-term support. */
export class MysqlDatabase extends SqlDatabase<"mysql"> implements contracts.MysqlDatabase {
  /** An existing database. */
  static fromAttributes(attributes: contracts.MysqlDatabase): contracts.MysqlDatabase {
    return attributes;
  }

  /** A database of this construct, referenced from another stack. */
  static reach(attributes: Pick<contracts.MysqlDatabase, "host" | "adminSecret">): contracts.MysqlDatabase {
    return reach("mysql", PORT, attributes);
  }

  constructor(scope: Construct, id: string, props: SqlDatabaseProps) {
    super(scope, id, props, {
      engine: "mysql",
      title: "MySQL",
      port: PORT,
      version: "8.4",
      parameters: {
        require_secure_transport: "1",
        slow_query_log: "1",
        // Seconds.
        long_query_time: "1",
        // CloudWatch receives the log files.
        log_output: "FILE",
      },
      parametersDo: "Refuses connections without TLS; logs slow statements",
      logs: ["error", "slowquery"],
      insights: !WITHOUT_INSIGHTS.test(props.type),
      readAdmin: "read-mysql-admin",
    });
  }
}
