import { Database, POSTGRES_PORT } from "../../constructs/embedded/database";
import { MYSQL_PORT, MysqlDatabase } from "../../constructs/embedded/mysql-database";
import type * as contracts from "../../contracts";
import type { KubernetesEnvironment, OwnDatabase } from "../../environment/environment";
import { needsMysql } from "../platform/needs-mysql";
import { FOUNDATION } from "./embedded";
import { generatedEntry, ownedEntry } from "./entries";

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

export function postgresOf(environment: KubernetesEnvironment): contracts.PostgresDatabase {
  const { postgres } = environment.cloud;
  return postgres
    ? { engine: "postgres", ...own(postgres, POSTGRES_PORT, ownedEntry(environment, ADMIN_ENTRIES.postgres)) }
    : Database.reach(FOUNDATION, (entry) => generatedEntry(environment, entry));
}

export function mysqlOf(environment: KubernetesEnvironment): contracts.MysqlDatabase {
  const { mysql } = environment.cloud;
  return mysql
    ? { engine: "mysql", ...own(mysql, MYSQL_PORT, ownedEntry(environment, ADMIN_ENTRIES.mysql)) }
    : MysqlDatabase.reach(FOUNDATION, (entry) => generatedEntry(environment, entry));
}

function own(
  { host, port, adminUser, certificateAuthority }: OwnDatabase,
  standardPort: number,
  adminSecret: contracts.SecretEntry,
): Omit<contracts.SqlDatabase, "engine"> {
  return {
    host,
    port: port ?? standardPort,
    adminUser,
    adminSecret,
    certificateAuthority: certificateAuthority ?? "",
    ...(certificateAuthority !== undefined && { verified: true }),
  };
}
