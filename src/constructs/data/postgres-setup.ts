import { IMAGES } from "../../catalogue/images";
import { type DatabaseUser, passwordVariable } from "./database-user";
import { AUTHORITY_FILE, type DatabaseSetup } from "./setup-job";

/** Users and databases of a PostgreSQL server. */
export const POSTGRES_SETUP: DatabaseSetup = {
  client: "psql",
  image: IMAGES.postgresClient,
  userId: 70,
  passwordVariable: "PGPASSWORD",
  environment: ({ host, port, adminUser, verified }) => ({
    PGHOST: host,
    PGPORT: port.toString(),
    PGUSER: adminUser,
    PGDATABASE: "postgres",
    ...(verified ? { PGSSLMODE: "verify-full", PGSSLROOTCERT: AUTHORITY_FILE } : { PGSSLMODE: "require" }),
  }),
  script: (users) => ["psql --no-psqlrc --set=ON_ERROR_STOP=1 <<'SQL'", ...users.flatMap(statements), "SQL"].join("\n"),
};

/**
 * psql reads passwords from its environment, so that they appear in no command line. `\\gexec` runs what the query
 * returns: nothing if it already exists.
 */
function statements({ name, databases }: DatabaseUser): string[] {
  return [
    `\\getenv password ${passwordVariable(name)}`,
    `SELECT format('CREATE ROLE %I LOGIN', '${name}') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec`,
    `SELECT format('ALTER ROLE %I PASSWORD %L', '${name}', :'password') \\gexec`,
    // The master user of a managed server is not a superuser: it can only grant roles that it is a member of.
    `SELECT format('GRANT %I TO CURRENT_USER', '${name}') \\gexec`,
    ...databases.flatMap((database) => [
      `SELECT format('CREATE DATABASE %I OWNER %I', '${database}', '${name}') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') \\gexec`,
      `SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', '${database}') \\gexec`,
    ]),
  ];
}
