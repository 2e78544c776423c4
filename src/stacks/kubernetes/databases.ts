import { Database, POSTGRES_PORT } from "../../constructs/embedded/database";
import { MYSQL_PORT, MysqlDatabase } from "../../constructs/embedded/mysql-database";
import { SecretStore } from "../../constructs/embedded/secret-store";
import type * as contracts from "../../contracts";
import type { KubernetesEnvironment, OwnDatabase } from "../../environment/environment";
import { needsMysql } from "../platform/needs-mysql";
import { FOUNDATION } from "./embedded";

/** Entries with the password of the administrator of an owner's server, by its name in the environment file. */
export const ADMIN_ENTRIES = { postgres: "postgres-password", mysql: "mysql-password" } as const;

/** The database servers that run on the cluster. */
export function embeddedDatabases(environment: KubernetesEnvironment): readonly ("postgres" | "mysql")[] {
  const { postgres, mysql } = environment.cloud;
  return [
    ...(postgres ? [] : (["postgres"] as const)),
    ...(mysql || !needsMysql(environment) ? [] : (["mysql"] as const)),
  ];
}

export function postgresOf({ cloud: { postgres } }: KubernetesEnvironment): contracts.PostgresDatabase {
  return postgres
    ? { engine: "postgres", ...own(postgres, POSTGRES_PORT, ADMIN_ENTRIES.postgres) }
    : Database.reach(FOUNDATION);
}

export function mysqlOf({ cloud: { mysql } }: KubernetesEnvironment): contracts.MysqlDatabase {
  return mysql ? { engine: "mysql", ...own(mysql, MYSQL_PORT, ADMIN_ENTRIES.mysql) } : MysqlDatabase.reach(FOUNDATION);
}

function own(
  { host, port, adminUser, certificateAuthority }: OwnDatabase,
  standardPort: number,
  entry: string,
): Omit<contracts.SqlDatabase, "engine"> {
  return {
    host,
    port: port ?? standardPort,
    adminUser,
    adminSecret: SecretStore.entry(entry),
    certificateAuthority: certificateAuthority ?? "",
    ...(certificateAuthority !== undefined && { verified: true }),
  };
}
