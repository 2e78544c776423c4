import type * as contracts from "../../contracts";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources, type Workload } from "../kubernetes/workload";
import { type DatabaseUser, passwordVariable, secretOf } from "./database-user";

/** How to create users and databases on one kind of server. */
export interface DatabaseSetup {
  readonly client: string;
  /** Image with the client. */
  readonly image: string;
  /** Id of the image's own user. */
  readonly userId: number;
  /** Environment variable with the master password. */
  readonly passwordVariable: string;
  /** Environment variables with the server's address and the user. */
  readonly environment: (server: contracts.SqlDatabase) => Readonly<Record<string, string>>;
  /** Shell script that creates what is missing; passwords of users are in its environment. */
  readonly script: (users: readonly DatabaseUser[], server: contracts.SqlDatabase) => string;
}

const AUTHORITY_FOLDER = "/authority";
const AUTHORITY = "ca.crt";

/** File with the certificate authority of a server that is verified. */
export const AUTHORITY_FILE = `${AUTHORITY_FOLDER}/${AUTHORITY}`;

export interface SetupJobProps {
  readonly name: string;
  readonly namespace: string;
  readonly setup: DatabaseSetup;
  readonly server: contracts.SqlDatabase;
  /** Kubernetes secret with the master password. */
  readonly adminSecret: string;
  readonly users: readonly DatabaseUser[];
  readonly workload: Workload;
  readonly mirror: string;
}

/** Applies a regenerated password even if nothing else changed, without a deployment. */
const EVERY_TEN_MINUTES = "*/10 * * * *";

/**
 * A job that runs after every installation and upgrade, so that components find their databases, and one that repeats
 * it periodically. Both are idempotent.
 */
export function setupJobs(props: SetupJobProps): Manifest[] {
  const { name, namespace } = props;
  const job = { backoffLimit: 10, template: { spec: podOf(props) } };
  return [
    ...(props.server.verified ? [authority(props)] : []),
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name,
        namespace,
        annotations: {
          "helm.sh/hook": "post-install,post-upgrade",
          "helm.sh/hook-delete-policy": "before-hook-creation",
        },
      },
      spec: job,
    },
    {
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name, namespace },
      spec: {
        schedule: EVERY_TEN_MINUTES,
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 300,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: { spec: { ...job, activeDeadlineSeconds: 540 } },
      },
    },
  ];
}

function authority({ name, namespace, server }: SetupJobProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: authorityOf(name), namespace },
    data: { [AUTHORITY]: server.certificateAuthority },
  };
}

function authorityOf(job: string): string {
  return `${job}-authority`;
}

function podOf({ name, setup, server, adminSecret, users, workload, mirror }: SetupJobProps): JsonObject {
  // Read when a container starts: after a failure with a password that was just rotated, the retry has the new one.
  const password = (variable: string, secret: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: secret, key: "password" } },
  });
  return {
    restartPolicy: "OnFailure",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: setup.userId, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: setup.client,
        image: mirroredImage(setup.image, mirror),
        command: ["sh", "-ec", setup.script(users, server)],
        resources: resources(workload),
        env: [
          ...Object.entries(setup.environment(server)).map(([variable, value]) => ({ name: variable, value })),
          password(setup.passwordVariable, adminSecret),
          ...users.map((user) => password(passwordVariable(user.name), secretOf(user.name))),
        ],
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        ...(server.verified && {
          volumeMounts: [{ name: "authority", mountPath: AUTHORITY_FOLDER, readOnly: true }],
        }),
      },
    ],
    ...(server.verified && { volumes: [{ name: "authority", configMap: { name: authorityOf(name) } }] }),
  };
}
