import { IMAGES } from "../../catalogue/images";
import type * as contracts from "../../contracts";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources } from "../kubernetes/workload";
import { VALUE } from "./generated-secret";
import { CONTAINER, podDefaults } from "./stateful";

/** Key of a Kubernetes secret in the namespace of the server. */
interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** A key of an object store. */
export interface BackupKey {
  readonly id: string | SecretKey;
  readonly secret: SecretKey;
}

export interface DatabaseBackup {
  /** Name of the server; folder of its dumps. */
  readonly name: string;
  readonly namespace: string;
  /** Image with the client, and the id of its user. */
  readonly image: string;
  readonly user: number;
  readonly mirror: string;
  /** Kubernetes secret with the password, which the commands find in `DATABASE_PASSWORD`. */
  readonly adminSecret: string;
  /** Succeeds if the server answers. */
  readonly ready: string;
  /** Prints a dump of all databases. */
  readonly dump: string;
  /** Reads a dump, replaces all databases by its content, and fails if that is not possible. */
  readonly restore: string;
  readonly bucket: contracts.ObjectStore;
  /** May read and write the folder. */
  readonly key: BackupKey;
  /** Number of daily dumps to keep. */
  readonly retentionDays: number;
}

/** Days before today (UTC) of the dump to restore. */
const DAYS_AGO = "DAYS_AGO";

const FILE = "/dump/dump.sql.gz";

/**
 * A dump of all databases every night, uploaded to the object store, and a job that restores one. Each of the last days
 * has its own object, which is overwritten once it is too old.
 */
export function databaseBackup(props: DatabaseBackup): Manifest[] {
  const { name } = props;
  const [database, store] = [databaseStep(props), storeStep(props)];
  return [
    cronJob(props, {
      name: `${name}-backup`,
      first: { name: "dump", ...database(`${props.dump} | gzip > ${FILE}`) },
      last: { name: "upload", ...store(`--upload-file ${FILE}`) },
    }),
    cronJob(props, {
      name: `${name}-restore`,
      // Only a template: people create jobs from it.
      suspend: true,
      first: { name: "download", ...store(`--remote-time --output ${FILE}`, CHECK_DAY) },
      last: { name: "restore", ...database(`gunzip --stdout ${FILE} | ${props.restore}`) },
    }),
  ];
}

/** The object of a day may still be that of many days before. */
const CHECK_DAY = `[ $(( $(date -r ${FILE} +%s) / 86400 )) = $day ] || { echo "There is no dump of \${${DAYS_AGO}:-0} days ago." >&2; exit 1; }`;

interface Step extends JsonObject {
  readonly name: string;
}

interface CronJob {
  readonly name: string;
  readonly suspend?: true;
  /** Two steps that share the folder of the dump. */
  readonly first: Step;
  readonly last: Step;
}

function cronJob({ namespace, user }: DatabaseBackup, { name, suspend, first, last }: CronJob): Manifest {
  const container = {
    resources: resources({ cpuMillis: 50, memoryMiB: 128 }),
    securityContext: CONTAINER,
    volumeMounts: [{ name: "dump", mountPath: "/dump" }],
  };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name, namespace },
    spec: {
      schedule: "30 1 * * *",
      ...(suspend && { suspend }),
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          backoffLimit: suspend ? 0 : 3,
          activeDeadlineSeconds: 3600,
          template: {
            spec: {
              ...podDefaults(user),
              restartPolicy: "Never",
              initContainers: [{ ...container, ...first }],
              containers: [{ ...container, ...last }],
              volumes: [{ name: "dump", emptyDir: {} }],
            },
          },
        },
      },
    },
  };
}

/** A cluster needs some seconds until its network policies know a new pod; before, they reject its connections. */
function databaseStep({ image, adminSecret, ready }: DatabaseBackup) {
  return (line: string) => ({
    image,
    command: ["bash", "-ec", ["set -o pipefail", `until ${ready}; do sleep 2; done`, line].join("\n")],
    env: [variable("DATABASE_PASSWORD", { name: adminSecret, key: VALUE })],
  });
}

function storeStep({ name, mirror, bucket, key, retentionDays }: DatabaseBackup) {
  const address = `${bucket.endpoint}/${bucket.name}/${name}`;
  return (options: string, ...then: readonly string[]) => ({
    image: mirroredImage(IMAGES.seaweedfs, mirror),
    command: [
      "sh",
      "-ec",
      [
        `day=$(( $(date +%s) / 86400 - \${${DAYS_AGO}:-0} ))`,
        `printf 'user = "%s:%s"' "$KEY_ID" "$SECRET_KEY" |`,
        `  curl --config - --fail-with-body --silent --show-error --retry 5 --retry-connrefused --aws-sigv4 aws:amz:${bucket.region}:s3 ${options} "${address}/$(( day % ${retentionDays} )).sql.gz"`,
        ...then,
      ].join("\n"),
    ],
    env: [variable("KEY_ID", key.id), variable("SECRET_KEY", key.secret)],
  });
}

function variable(name: string, value: string | SecretKey): JsonObject {
  return typeof value === "string" ? { name, value } : { name, valueFrom: { secretKeyRef: { ...value } } };
}
