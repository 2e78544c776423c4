import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { CLOUD_SECRETS, DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { resources, type Workload } from "../kubernetes/workload";

/** A user of the database server and what it owns. */
export interface DatabaseUser {
  /** Name of the user; its password is in the Kubernetes secret `database-<name>`. */
  readonly name: string;
  /** Databases that the user owns. */
  readonly databases: readonly string[];
}

export interface DatabasesProps extends ComponentProps {
  readonly server: contracts.PostgresDatabase;
  /** Property of the admin secret that holds the password, where the secret is JSON. @default - the whole secret */
  readonly adminPasswordProperty?: string;
  readonly users: readonly DatabaseUser[];
}

const POSTGRES =
  "docker.io/library/postgres:17.5-alpine3.22@sha256:6567bca8d7bc8c82c5922425a0baee57be8402df92bae5eacad5f01ae9544daa";

/** Reads the secrets of this namespace for the cluster-wide store. */
const READER = "database-secrets";

/**
 * One user and its databases for each component, made from inside the cluster, because the server has no other way in.
 * Passwords are generated on the cluster; other namespaces reach their own through a secret store.
 */
export class Databases extends Component {
  constructor(scope: Construct, id: string, props: DatabasesProps) {
    super(scope, id, "databases", { name: NAMESPACES.databases }, props);
    const setup = this.workload("database-setup", { cpuMillis: 20, memoryMiB: 64 });
    this.apply("database-secrets", [
      externalSecret({
        name: "admin",
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: {
          password: {
            entry: props.server.adminSecret,
            ...(props.adminPasswordProperty !== undefined && { property: props.adminPasswordProperty }),
          },
        },
      }),
      ...props.users.flatMap(({ name }) => generatedPassword(secretOf(name), this.namespace, 32)),
      ...this.store(props.users),
    ]);
    this.apply("database-setup", [this.job(props, setup)]);
  }

  /** https://external-secrets.io/latest/provider/kubernetes/ */
  private store(users: readonly DatabaseUser[]): Manifest[] {
    const metadata = { name: READER, namespace: this.namespace };
    return [
      { apiVersion: "v1", kind: "ServiceAccount", metadata },
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "Role",
        metadata,
        rules: [
          {
            apiGroups: [""],
            resources: ["secrets"],
            resourceNames: users.map(({ name }) => secretOf(name)),
            verbs: ["get"],
          },
          { apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectrulesreviews"], verbs: ["create"] },
        ],
      },
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: READER },
        subjects: [{ kind: "ServiceAccount", name: READER, namespace: this.namespace }],
      },
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: { name: DATABASE_SECRETS },
        spec: {
          // Teams' namespaces have no business with these.
          conditions: [
            {
              namespaces: [
                NAMESPACES.mlflow,
                NAMESPACES.kubeflow,
                NAMESPACES.airflow,
                NAMESPACES.prefect,
                NAMESPACES.katib,
                NAMESPACES["argo-workflows"],
              ],
            },
          ],
          provider: {
            kubernetes: {
              remoteNamespace: this.namespace,
              server: {
                caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt", namespace: this.namespace },
              },
              auth: { serviceAccount: { name: READER, namespace: this.namespace } },
            },
          },
        },
      },
    ];
  }

  /** Runs after every installation and upgrade, and finds most of its work done. */
  private job({ server, users }: DatabasesProps, setup: Workload): Manifest {
    const password = (name: string, secret: string) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key: "password" } },
    });
    return {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name: "database-setup",
        namespace: this.namespace,
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
            securityContext: { runAsNonRoot: true, runAsUser: 70, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
              {
                name: "psql",
                image: mirroredImage(POSTGRES, this.mirror),
                command: ["sh", "-ec", script(users)],
                resources: resources(setup),
                env: [
                  { name: "PGHOST", value: server.host },
                  { name: "PGPORT", value: server.port.toString() },
                  { name: "PGUSER", value: server.adminUser },
                  { name: "PGDATABASE", value: "postgres" },
                  { name: "PGSSLMODE", value: "require" },
                  password("PGPASSWORD", "admin"),
                  ...users.map(({ name }) => password(passwordVariable(name), secretOf(name))),
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
}

function secretOf(user: string): string {
  return `database-${user}`;
}

function passwordVariable(user: string): string {
  return `PASSWORD_${user.toUpperCase().replaceAll("-", "_")}`;
}

/** psql reads passwords from its environment, so that they stand in no command line. */
function script(users: readonly DatabaseUser[]): string {
  return ["psql --no-psqlrc --set=ON_ERROR_STOP=1 <<'SQL'", ...users.flatMap(statements), "SQL"].join("\n");
}

/** `\\gexec` runs what the query returns: nothing, where it exists already. */
function statements({ name, databases }: DatabaseUser): string[] {
  return [
    `\\getenv password ${passwordVariable(name)}`,
    `SELECT format('CREATE ROLE %I LOGIN', '${name}') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${name}') \\gexec`,
    `SELECT format('ALTER ROLE %I PASSWORD %L', '${name}', :'password') \\gexec`,
    // The master user of a managed server is no superuser: it can only give away what it is a member of.
    `SELECT format('GRANT %I TO CURRENT_USER', '${name}') \\gexec`,
    ...databases.flatMap((database) => [
      `SELECT format('CREATE DATABASE %I OWNER %I', '${database}', '${name}') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') \\gexec`,
      `SELECT format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', '${database}') \\gexec`,
    ]),
  ];
}
