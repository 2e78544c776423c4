import type * as contracts from "../../contracts";
import type { JsonObject } from "../kubernetes/json";

/** User of Kubeflow Pipelines on the database server, and its databases. */
export const PIPELINES_DATABASE = { name: "pipelines", databases: ["mlpipeline", "metadb"] } as const;

/** Secret with user and password, as upstream's manifests name it. */
export const DATABASE_SECRET = "mysql-secret";

/** Variables with which the API server speaks PostgreSQL; release 2.17.0 fails with it: docs/decisions/0007. */
export function serverVariables({ host, port }: contracts.PostgresDatabase): JsonObject[] {
  const [database] = PIPELINES_DATABASE.databases;
  return [
    { name: "DBCONFIG_POSTGRESQLCONFIG_HOST", value: host },
    { name: "DBCONFIG_POSTGRESQLCONFIG_PORT", value: port.toString() },
    { name: "DBCONFIG_POSTGRESQLCONFIG_DBNAME", value: database },
    fromSecret("DBCONFIG_POSTGRESQLCONFIG_USER", "username"),
    fromSecret("DBCONFIG_POSTGRESQLCONFIG_PASSWORD", "password"),
    { name: "PGSSLMODE", value: "require" },
  ];
}

/** The base's metadata store knows MySQL alone; this makes it speak PostgreSQL, as upstream's own overlay does. */
export function metadataPatch({ host, port }: contracts.PostgresDatabase): JsonObject {
  const name = "metadata-grpc-deployment";
  const remove = (variable: string) => ({ name: variable, $patch: "delete" });
  return {
    target: { kind: "Deployment", name },
    patch: JSON.stringify({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name },
      spec: {
        template: {
          spec: {
            initContainers: [
              {
                name: "wait-for-database",
                env: [
                  { name: "WAIT_HOST", value: host, valueFrom: null },
                  { name: "WAIT_PORT", value: port.toString(), valueFrom: null },
                ],
              },
            ],
            containers: [
              {
                name: "container",
                env: [
                  { name: "PGSSLMODE", value: "require" },
                  remove("MYSQL_DATABASE"),
                  remove("MYSQL_HOST"),
                  remove("MYSQL_PORT"),
                ],
                args: [
                  "--grpc_port=8080",
                  "--metadata_source_config_type=postgresql",
                  `--postgres_config_host=${host}`,
                  `--postgres_config_port=${port}`,
                  "--postgres_config_dbname=metadb",
                  "--postgres_config_user=$(DBCONFIG_USER)",
                  "--postgres_config_password=$(DBCONFIG_PASSWORD)",
                  "--postgres_config_skip_db_creation=true",
                  "--enable_database_upgrade=true",
                ],
              },
            ],
          },
        },
      },
    }),
  };
}

function fromSecret(name: string, key: string): JsonObject {
  return { name, valueFrom: { secretKeyRef: { name: DATABASE_SECRET, key } } };
}
