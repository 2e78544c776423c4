import { IMAGES } from "../../catalogue/images";
import type * as contracts from "../../contracts";
import { EMBEDDED_SERVERS } from "../../facts/embedded-servers";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { JsonObject } from "../kubernetes/json";
import { ManifestBundle } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources } from "../kubernetes/workload";
import { type DatabaseBackup, databaseBackup } from "./database-backup";
import { GeneratedSecret, VALUE } from "./generated-secret";
import { reach } from "./reach";
import { CONTAINER, podDefaults, probes, statefulServer } from "./stateful";

export interface DatabaseProps {
  readonly namespace: string;
  readonly storageClass: string;
  readonly storageGiB: number;
  /** Where the daily dumps go. */
  readonly backup: Pick<DatabaseBackup, "bucket" | "key" | "retentionDays">;
  /** @default - the public registries */
  readonly mirror?: string;
  /** Increase it to replace the password of the master user. */
  readonly revision: number;
}

const NAME = "postgres";

export const POSTGRES_PORT = 5432;

const ADMIN = "platform_admin";
const DATA = "/var/lib/postgresql/data";
const ADMIN_SECRET = "postgres-admin";

/** User of the image: https://github.com/docker-library/postgres/blob/master/17/bookworm/Dockerfile */
const USER = 999;

/**
 * Certificate of the server, once, and who may connect: over TLS with a password, or inside the pod. Clients require
 * TLS and don't verify the server, as with a cloud's private database.
 */
const PREPARE = [
  `mkdir -p ${DATA}/tls`,
  `if [ ! -s ${DATA}/tls/server.crt ]; then`,
  `  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=${NAME} -keyout ${DATA}/tls/server.key -out ${DATA}/tls/new.crt`,
  `  chmod 600 ${DATA}/tls/server.key`,
  `  mv ${DATA}/tls/new.crt ${DATA}/tls/server.crt`,
  "fi",
  `printf '%s\\n' 'local all all trust' 'hostssl all all all scram-sha-256' > ${DATA}/pg_hba.conf`,
].join("\n");

/** The image sets the password only once; this way a new one takes effect with the next start. */
const SET_PASSWORD = `until psql -qc "ALTER USER ${ADMIN} PASSWORD '$POSTGRES_PASSWORD'" -U ${ADMIN} -d postgres; do sleep 1; done`;

/** PostgreSQL in one pod with a volume, and a dump every night: what a small team can operate. */
export class Database extends Construct {
  readonly bundle: ManifestBundle;

  /**
   * Its address for clients on the cluster.
   * @param entryOf how they find a Kubernetes secret of its namespace
   */
  static reach(namespace: string, entryOf: (secret: string) => contracts.SecretEntry): contracts.PostgresDatabase {
    return reach("postgres", {
      name: NAME,
      namespace,
      port: POSTGRES_PORT,
      adminUser: ADMIN,
      adminSecret: entryOf(ADMIN_SECRET),
    });
  }

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { namespace, storageClass, storageGiB, revision, mirror = "" } = props;
    const admin = new GeneratedSecret(this, "admin", { name: ADMIN_SECRET, namespace, revision });
    const image = mirroredImage(IMAGES.postgresServer, mirror);
    this.bundle = new ManifestBundle(this, "server", {
      name: NAME,
      namespace,
      timeoutSeconds: 600,
      manifests: [
        ...statefulServer({
          name: NAME,
          namespace,
          ports: { postgres: POSTGRES_PORT },
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
          ready: `pg_isready --quiet --host=${NAME}`,
          // Without the passwords of users, which the jobs of the namespace `databases` set.
          dump: `${client("pg_dumpall")} --clean --if-exists --no-role-passwords`,
          restore: RESTORE,
        }),
      ],
    });
    waitFor(this.bundle, admin);
  }
}

/** A program of PostgreSQL, as the administrator. */
function client(program: string): string {
  return `PGSSLMODE=require PGPASSWORD="$DATABASE_PASSWORD" ${program} --host=${NAME} --username=${ADMIN}`;
}

const PSQL = `${client("psql")} --dbname=postgres --no-psqlrc --quiet`;

/** A database that has connections can't be replaced. The administrator, who restores it, can't be replaced at all. */
const RESTORE = `{
  ${PSQL} --output=/dev/null --command="SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
  ${PSQL} --output=/dev/null 2> /dump/errors
  ! grep ERROR /dump/errors | grep -v -e 'current user cannot be dropped' -e 'role "${ADMIN}" already exists'
}`;

function podOf(image: string): JsonObject {
  const data = { name: "data", mountPath: DATA };
  const ready = { exec: { command: ["pg_isready", "--quiet", `--username=${ADMIN}`, "--dbname=postgres"] } };
  return {
    ...podDefaults(USER),
    initContainers: [
      {
        name: "prepare",
        image,
        command: ["sh", "-ec", PREPARE],
        resources: resources({ cpuMillis: 10, memoryMiB: 64 }),
        securityContext: CONTAINER,
        volumeMounts: [data, { name: "tmp", mountPath: "/tmp" }],
      },
    ],
    containers: [
      {
        name: NAME,
        image,
        args: [
          ...["-c", `hba_file=${DATA}/pg_hba.conf`],
          ...[
            "-c",
            "ssl=on",
            "-c",
            `ssl_cert_file=${DATA}/tls/server.crt`,
            "-c",
            `ssl_key_file=${DATA}/tls/server.key`,
          ],
        ],
        env: [
          { name: "PGDATA", value: `${DATA}/pgdata` },
          { name: "POSTGRES_USER", value: ADMIN },
          { name: "POSTGRES_DB", value: "postgres" },
          { name: "POSTGRES_PASSWORD", valueFrom: { secretKeyRef: { name: ADMIN_SECRET, key: VALUE } } },
        ],
        ports: [{ name: "postgres", containerPort: POSTGRES_PORT }],
        lifecycle: { postStart: { exec: { command: ["sh", "-ec", SET_PASSWORD] } } },
        ...probes(ready),
        resources: resources(EMBEDDED_SERVERS.postgres),
        securityContext: CONTAINER,
        volumeMounts: [
          data,
          { name: "tmp", mountPath: "/tmp" },
          { name: "run", mountPath: "/var/run/postgresql" },
          { name: "memory", mountPath: "/dev/shm" },
        ],
      },
    ],
    volumes: [
      { name: "tmp", emptyDir: {} },
      { name: "run", emptyDir: {} },
      // The default of 64 MiB is too small for parallel queries.
      { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "128Mi" } },
    ],
  };
}
