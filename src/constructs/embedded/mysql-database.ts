import { IMAGES } from "../../catalogue/images";
import type * as contracts from "../../contracts";
import { EMBEDDED_SERVERS } from "../../facts/embedded-servers";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { JsonObject } from "../kubernetes/json";
import { ManifestBundle } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources } from "../kubernetes/workload";
import type { DatabaseProps } from "./database";
import { databaseBackup } from "./database-backup";
import { GeneratedSecret, VALUE } from "./generated-secret";
import { reach } from "./reach";
import { CONTAINER, podDefaults, probes, statefulServer } from "./stateful";

const NAME = "mysql";

export const MYSQL_PORT = 3306;

const ADMIN = "root";
const ADMIN_SECRET = "mysql-admin";
const INIT = "/init";

/** User of the image: https://github.com/docker-library/mysql/blob/master/8.4/Dockerfile.oracle */
const USER = 999;

/** A statement that the server runs at every start: a new password takes effect with the next one. */
const PREPARE = `echo "ALTER USER '${ADMIN}'@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';" > ${INIT}/password.sql`;

/** MySQL in one pod with a volume, and a dump every night. */
export class MysqlDatabase extends Construct {
  readonly bundle: ManifestBundle;

  /**
   * Its address for clients on the cluster.
   * @param entryOf how they find a Kubernetes secret of its namespace
   */
  static reach(namespace: string, entryOf: (secret: string) => contracts.SecretEntry): contracts.MysqlDatabase {
    return reach("mysql", {
      name: NAME,
      namespace,
      port: MYSQL_PORT,
      adminUser: ADMIN,
      adminSecret: entryOf(ADMIN_SECRET),
    });
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { namespace, storageClass, storageGiB, revision, mirror = "" } = props;
    const admin = new GeneratedSecret(this, "admin", { name: ADMIN_SECRET, namespace, revision });
    const image = mirroredImage(IMAGES.mysqlClient, mirror);
    this.bundle = new ManifestBundle(this, "server", {
      name: NAME,
      namespace,
      timeoutSeconds: 600,
      manifests: [
        ...statefulServer({
          name: NAME,
          namespace,
          ports: { mysql: MYSQL_PORT },
          annotations: { "mlops/password-revision": `${revision}` },
          pod: podOf(image),
          storageClass,
          storageGiB,
        }),
        ...databaseBackup({
          ...props.backup,
          name: NAME,
          namespace,
          image,
          user: USER,
          mirror,
          adminSecret: ADMIN_SECRET,
          ready: `${client("mysqladmin")} --silent ping`,
          dump: `${client("mysqldump")} --single-transaction --all-databases`,
          restore: client("mysql"),
        }),
      ],
    });
    waitFor(this.bundle, admin);
  }
}

/** A program of MySQL, as the administrator. */
function client(program: string): string {
  return `MYSQL_PWD="$DATABASE_PASSWORD" ${program} --host=${NAME} --user=${ADMIN} --ssl-mode=REQUIRED`;
}

function podOf(image: string): JsonObject {
  const env = [{ name: "MYSQL_ROOT_PASSWORD", valueFrom: { secretKeyRef: { name: ADMIN_SECRET, key: VALUE } } }];
  const init = { name: "init", mountPath: INIT };
  const ready = { tcpSocket: { port: "mysql" } };
  return {
    ...podDefaults(USER),
    initContainers: [
      {
        name: "prepare",
        image,
        command: ["sh", "-ec", PREPARE],
        env,
        resources: resources({ cpuMillis: 10, memoryMiB: 64 }),
        securityContext: CONTAINER,
        volumeMounts: [init],
      },
    ],
    containers: [
      {
        name: NAME,
        image,
        args: [
          `--init-file=${INIT}/password.sql`,
          "--require-secure-transport=ON",
          // ML Metadata's client supports no other: https://github.com/google/ml-metadata/issues/178
          "--mysql-native-password=ON",
        ],
        env,
        ports: [{ name: "mysql", containerPort: MYSQL_PORT }],
        ...probes(ready),
        resources: resources(EMBEDDED_SERVERS.mysql),
        securityContext: CONTAINER,
        volumeMounts: [
          { name: "data", mountPath: "/var/lib/mysql" },
          init,
          { name: "tmp", mountPath: "/tmp" },
          { name: "run", mountPath: "/var/run/mysqld" },
        ],
      },
    ],
    volumes: [
      { name: "init", emptyDir: { medium: "Memory" } },
      { name: "tmp", emptyDir: {} },
      { name: "run", emptyDir: {} },
    ],
  };
}
