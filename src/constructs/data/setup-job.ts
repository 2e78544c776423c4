import type * as contracts from "../../contracts";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { resources, type Workload } from "../kubernetes/workload";
import { type DatabaseUser, passwordVariable, secretOf } from "./database-user";

/** How users and databases of one kind of server are made. */
export interface DatabaseSetup {
  readonly client: string;
  /** Image with the client. */
  readonly image: string;
  /** Id of the image's own user. */
  readonly userId: number;
  /** Variable in which the client finds the master password. */
  readonly passwordVariable: string;
  /** Variables that say where the server is and who asks. */
  readonly environment: (server: contracts.SqlDatabase) => Readonly<Record<string, string>>;
  /** Shell script that makes what isn't there; passwords of users are in its environment. */
  readonly script: (users: readonly DatabaseUser[]) => string;
}

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

/** Runs after every installation and upgrade, and finds most of its work done. */
export function setupJob({
  name,
  namespace,
  setup,
  server,
  adminSecret,
  users,
  workload,
  mirror,
}: SetupJobProps): Manifest {
  const password = (variable: string, secret: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: secret, key: "password" } },
  });
  return {
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
    spec: {
      backoffLimit: 10,
      template: {
        spec: {
          restartPolicy: "OnFailure",
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: setup.userId, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              name: setup.client,
              image: mirroredImage(setup.image, mirror),
              command: ["sh", "-ec", setup.script(users)],
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
            },
          ],
        },
      },
    },
  };
}
