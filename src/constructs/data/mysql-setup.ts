import { IMAGES } from "../../catalogue/images";
import { type DatabaseUser, passwordVariable } from "./database-user";
import { AUTHORITY_FILE, type DatabaseSetup } from "./setup-job";

const VERIFY = `--ssl-mode=VERIFY_IDENTITY --ssl-ca=${AUTHORITY_FILE}`;

/** Users and databases of a MySQL server. */
export const MYSQL_SETUP: DatabaseSetup = {
  client: "mysql",
  image: IMAGES.mysqlClient,
  userId: 999,
  passwordVariable: "MYSQL_PWD",
  environment: ({ host, port, adminUser }) => ({ DB_HOST: host, DB_PORT: port.toString(), DB_USER: adminUser }),
  script: (users, { verified }) =>
    [
      `mysql --no-defaults --host="$DB_HOST" --port="$DB_PORT" --user="$DB_USER" ${verified ? VERIFY : "--ssl-mode=REQUIRED"} <<SQL`,
      // The master user of a managed server gets its rights from a role.
      "SET ROLE ALL;",
      ...users.flatMap(statements),
      "SQL",
    ].join("\n"),
};

/**
 * The shell writes passwords, which only contain letters and digits, to the client's input, so that they appear in no
 * command line. ML Metadata's client only supports `mysql_native_password`:
 * https://github.com/google/ml-metadata/issues/178
 */
function statements({ name, databases }: DatabaseUser): string[] {
  const user = `'${name}'@'%'`;
  const password = `IDENTIFIED WITH mysql_native_password BY '$${passwordVariable(name)}' REQUIRE SSL`;
  return [
    `CREATE USER IF NOT EXISTS ${user} ${password};`,
    `ALTER USER ${user} ${password};`,
    ...databases.flatMap((database) => [
      `CREATE DATABASE IF NOT EXISTS \\\`${database}\\\`;`,
      `GRANT ALL PRIVILEGES ON \\\`${database}\\\`.* TO ${user};`,
    ]),
  ];
}
