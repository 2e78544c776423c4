import type * as contracts from "../../contracts";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import { patch } from "../kubernetes/kustomize";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { DATABASE_SECRETS } from "../kubernetes/names";

const [PIPELINES, METADATA] = ["mlpipeline", "metadb"] as const;

/** User of Kubeflow Pipelines on the MySQL server, and its databases, with the names in upstream's manifests. */
export const PIPELINES_DATABASE = { name: "pipelines", databases: [PIPELINES, METADATA] } as const;

/** Secret with user and password, with the name in upstream's manifests. */
const SECRET = "mysql-secret";

const CONFIG = { file: "metadata-store.pbtxt", folder: "/etc/metadata-store" } as const;

/** Encrypts the API server's connections. https://github.com/go-sql-driver/mysql#tls */
export const CONNECTION_PARAMETERS = {
  name: "DBCONFIG_MYSQLCONFIG_EXTRAPARAMS",
  value: JSON.stringify({ tls: "skip-verify" }),
} as const;

/** User and password, separately for the API server, and in a configuration file for the metadata store. */
export function databaseSecret(namespace: string, server: contracts.MysqlDatabase): Manifest {
  const { name } = PIPELINES_DATABASE;
  return externalSecret({
    name: SECRET,
    namespace,
    store: DATABASE_SECRETS,
    data: { password: { entry: `database-${name}`, property: "password" } },
    template: { username: name, password: "{{ .password }}", [CONFIG.file]: metadataConfiguration(server) },
  });
}

/**
 * The metadata store has no argument for TLS, only this file, in protobuf's text format.
 * https://github.com/google/ml-metadata/blob/v1.14.0/ml_metadata/proto/metadata_store.proto
 */
function metadataConfiguration({ host, port }: contracts.MysqlDatabase): string {
  return [
    "connection_config {",
    "  mysql {",
    `    host: "${host}"`,
    `    port: ${port}`,
    `    database: "${METADATA}"`,
    `    user: "${PIPELINES_DATABASE.name}"`,
    '    password: "{{ .password }}"',
    "    ssl_options {}",
    "  }",
    "}",
    "migration_options { enable_upgrade_migration: true }",
  ].join("\n");
}

/** Makes the metadata store read its configuration file, and drops the arguments that the file replaces. */
export function metadataPatch(): JsonObject {
  return patch("apps/v1", "Deployment", "metadata-grpc-deployment", {
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: "container",
              args: [
                "--grpc_port=8080",
                // Same as upstream.
                "--grpc_channel_arguments=grpc.max_metadata_size=16384,grpc.max_receive_message_length=104857600,grpc.max_send_message_length=104857600",
                "--metadata_source_config_type=config_file",
                `--metadata_store_server_config_file=${CONFIG.folder}/${CONFIG.file}`,
              ],
              volumeMounts: [{ name: "configuration", mountPath: CONFIG.folder, readOnly: true }],
            },
          ],
          volumes: [
            {
              name: "configuration",
              secret: { secretName: SECRET, items: [{ key: CONFIG.file, path: CONFIG.file }] },
            },
          ],
        },
      },
    },
  });
}
