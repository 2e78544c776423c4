import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { CLOUD_SECRETS, DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { type DatabaseUser, secretOf } from "./database-user";
import { MYSQL_SETUP } from "./mysql-setup";
import { POSTGRES_SETUP } from "./postgres-setup";
import { type DatabaseSetup, setupJobs } from "./setup-job";

export interface DatabasesProps extends ComponentProps {
  readonly server: contracts.PostgresDatabase;
  /** Property with the password, if the admin secrets are JSON. @default - the whole secret */
  readonly adminPasswordProperty?: string;
  readonly users: readonly DatabaseUser[];
  /** An additional MySQL server and its users. @default - none */
  readonly mysql?: { readonly server: contracts.MysqlDatabase; readonly users: readonly DatabaseUser[] };
}

/** A server, and the names of the resources that set it up. */
interface Server {
  readonly job: string;
  readonly adminSecret: string;
  readonly setup: DatabaseSetup;
  readonly server: contracts.SqlDatabase;
  readonly users: readonly DatabaseUser[];
}

/** Reads the secrets of this namespace for the cluster-wide store. */
const READER = "database-secrets";

/**
 * One user and its databases for each component, created from inside the cluster, because the servers are not reachable
 * from anywhere else. Passwords are generated on the cluster; other namespaces read their own through a secret store.
 */
export class Databases extends Component {
  constructor(scope: Construct, id: string, props: DatabasesProps) {
    super(scope, id, "databases", { name: NAMESPACES.databases }, props);
    const { server, users, mysql } = props;
    const servers: Server[] = [
      { job: "database-setup", adminSecret: "admin", setup: POSTGRES_SETUP, server, users },
      ...(mysql ? [{ job: "mysql-setup", adminSecret: "mysql-admin", setup: MYSQL_SETUP, ...mysql }] : []),
    ];
    const allUsers = servers.flatMap((each) => each.users);
    this.apply("database-secrets", [
      ...servers.map((each) => this.admin(each, props.adminPasswordProperty)),
      ...allUsers.flatMap(({ name }) => generatedPassword(secretOf(name), this.namespace, 32)),
      ...this.store(allUsers),
    ]);
    this.apply(
      "database-setup",
      servers.flatMap((each) => this.jobs(each)),
    );
  }

  private admin({ adminSecret, server }: Server, property: string | undefined): Manifest {
    return externalSecret({
      name: adminSecret,
      namespace: this.namespace,
      store: CLOUD_SECRETS,
      data: { password: { entry: server.adminSecret, ...(property !== undefined && { property }) } },
      // RDS rotates it every seven days, and the setup can't log in with the old one.
      refreshInterval: "5m",
    });
  }

  private jobs({ job, ...server }: Server): Manifest[] {
    const { namespace, mirror } = this;
    const workload = this.workload(job, { kind: "CronJob", cpuMillis: 20, memoryMiB: 64 });
    return setupJobs({ ...server, name: job, namespace, mirror, workload });
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
          // Teams' namespaces must not use these.
          conditions: [{ namespaces: [...new Set(users.map(({ namespace }) => namespace))] }],
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
}
