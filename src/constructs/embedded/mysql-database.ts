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
import { CONTAINER, PATIENT, podDefaults, volumeClaim } from "./stateful";

const NAME = "mysql";
const PORT = 3306;
const ADMIN = "root";
const ADMIN_SECRET = "mysql-admin";
const INIT = "/init";

/** User of the image: https://github.com/docker-library/mysql/blob/master/8.4/Dockerfile.oracle */
const USER = 999;

/** A statement that the server runs at every start: a new password takes effect with the next one. */
const PREPARE = `echo "ALTER USER '${ADMIN}'@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';" > ${INIT}/password.sql`;

/** MySQL in one pod with a volume, and a dump every night. */
export class MysqlDatabase extends Construct implements contracts.MysqlDatabase {
  readonly engine = "mysql";
  readonly host: string;
  readonly port = PORT;
  readonly adminUser = ADMIN;
  readonly adminSecret = ADMIN_SECRET;
  readonly certificateAuthority = "";
  readonly bundle: ManifestBundle;

  /** The same server, referenced from another stack. */
  static reach(namespace: string): contracts.MysqlDatabase {
    return {
      engine: "mysql",
      host: hostIn(namespace),
      port: PORT,
      adminUser: ADMIN,
      adminSecret: ADMIN_SECRET,
      certificateAuthority: "",
    };
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { namespace, storageClass, storageGiB, revision, mirror = "" } = props;
    this.host = hostIn(namespace);
    const admin = new GeneratedSecret(this, "admin", { name: ADMIN_SECRET, namespace, revision });
    const image = mirroredImage(IMAGES.mysqlClient, mirror);
    const metadata = { name: NAME, namespace, labels: { app: NAME } };
    this.bundle = new ManifestBundle(this, "server", {
      name: NAME,
      namespace,
      timeoutSeconds: 600,
      manifests: [
        {
          apiVersion: "v1",
          kind: "Service",
          metadata,
          spec: { selector: { app: NAME }, ports: [{ name: "mysql", port: PORT, targetPort: "mysql" }] },
        },
        {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata,
          spec: {
            serviceName: NAME,
            replicas: 1,
            selector: { matchLabels: { app: NAME } },
            template: {
              metadata: { labels: { app: NAME }, annotations: { "mlops/password-revision": `${revision}` } },
              spec: podOf(image),
            },
            volumeClaimTemplates: [volumeClaim("data", storageClass, storageGiB)],
          },
        },
        databaseBackup({
          ...props.backup,
          name: NAME,
          namespace,
          image,
          user: USER,
          mirror,
          adminSecret: ADMIN_SECRET,
          ready: `MYSQL_PWD="$DATABASE_PASSWORD" mysqladmin --host=${NAME} --user=${ADMIN} --ssl-mode=REQUIRED --silent ping`,
          command: `MYSQL_PWD="$DATABASE_PASSWORD" mysqldump --host=${NAME} --user=${ADMIN} --ssl-mode=REQUIRED --single-transaction --all-databases`,
        }),
      ],
    });
    waitFor(this.bundle, admin, props.backup.key);
  }
}

function hostIn(namespace: string): string {
  return `${NAME}.${namespace}.svc.cluster.local`;
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
        ports: [{ name: "mysql", containerPort: PORT }],
        readinessProbe: { ...ready, ...PATIENT, periodSeconds: 5 },
        livenessProbe: { ...ready, ...PATIENT, periodSeconds: 20, failureThreshold: 6 },
        startupProbe: { ...ready, ...PATIENT, periodSeconds: 5, failureThreshold: 60 },
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
