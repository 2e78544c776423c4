import { IMAGES } from "../../catalogue/images";
import type * as contracts from "../../contracts";
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
  /** Kubernetes secret with the password, which the command finds in `DATABASE_PASSWORD`. */
  readonly adminSecret: string;
  /** Succeeds if the server answers. */
  readonly ready: string;
  /** Prints a dump of all databases. */
  readonly command: string;
  readonly bucket: contracts.ObjectStore;
  /** May write the folder. */
  readonly key: BackupKey;
  /** Number of daily dumps to keep. */
  readonly retentionDays: number;
}

/**
 * A dump of all databases every night, uploaded to the object store. Each of the last days has its own object, which is
 * overwritten once it is too old.
 */
export function databaseBackup(props: DatabaseBackup): Manifest {
  const { name, namespace, image, user, mirror, bucket, key } = props;
  const variable = (name: string, value: string | SecretKey) =>
    typeof value === "string" ? { name, value } : { name, valueFrom: { secretKeyRef: { ...value } } };
  const container = {
    resources: resources({ cpuMillis: 50, memoryMiB: 128 }),
    securityContext: CONTAINER,
    volumeMounts: [{ name: "dump", mountPath: "/dump" }],
  };
  const address = `${bucket.endpoint}/${bucket.name}/${name}`;
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: `${name}-backup`, namespace },
    spec: {
      schedule: "30 1 * * *",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: 3600,
          template: {
            spec: {
              ...podDefaults(user),
              restartPolicy: "Never",
              initContainers: [
                {
                  ...container,
                  name: "dump",
                  image,
                  command: ["bash", "-ec", dumpScript(props)],
                  env: [variable("DATABASE_PASSWORD", { name: props.adminSecret, key: VALUE })],
                },
              ],
              containers: [
                {
                  ...container,
                  name: "upload",
                  image: mirroredImage(IMAGES.seaweedfs, mirror),
                  command: [
                    "sh",
                    "-ec",
                    [
                      `day=$(( $(date +%s) / 86400 % ${props.retentionDays} ))`,
                      `printf 'user = "%s:%s"' "$KEY_ID" "$SECRET_KEY" |`,
                      `  curl --config - --fail-with-body --silent --show-error --retry 5 --retry-connrefused --aws-sigv4 aws:amz:${bucket.region}:s3 --upload-file /dump/dump.sql.gz "${address}/$day.sql.gz"`,
                    ].join("\n"),
                  ],
                  env: [variable("KEY_ID", key.id), variable("SECRET_KEY", key.secret)],
                },
              ],
              volumes: [{ name: "dump", emptyDir: {} }],
            },
          },
        },
      },
    },
  };
}

/** A cluster needs some seconds until its network policies know a new pod; before, they reject its connections. */
function dumpScript({ ready, command }: DatabaseBackup): string {
  return ["set -o pipefail", `until ${ready}; do sleep 2; done`, `${command} | gzip > /dump/dump.sql.gz`].join("\n");
}
