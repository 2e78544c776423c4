import type * as contracts from "../../contracts";
import { prefixesOf } from "../../framework/cidr";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { disruptionBudget } from "../kubernetes/disruption-budget";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import { DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { resources, SECCOMP } from "../kubernetes/workload";

export interface MlflowProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  /** Bucket of the artifacts: clients read and write it with their own identities; the server only lists it. */
  readonly artifacts: contracts.ObjectStore;
  readonly server: contracts.PostgresDatabase;
  /** Domain of all web interfaces, behind the sign-on of the entry gateway. */
  readonly domain: string;
  /** Namespaces whose pods log to the server; each needs an identity that can write the artifacts. */
  readonly clients: readonly string[];
  /** Range of the pod addresses: Prometheus scrapes pods by address. */
  readonly podCidr: string;
}

/** Port of the pods: https://github.com/community-charts/helm-charts/blob/mlflow-1.11.5/charts/mlflow/values.yaml */
const PORT = 5000;

/** https://github.com/community-charts/helm-charts/blob/mlflow-1.11.5/charts/mlflow/templates/deployment.yaml */
const METRICS_FOLDER = "/mlflow/metrics";

/** User and database of MLflow on the server. */
export const MLFLOW_DATABASE = "mlflow";

/** Worker processes in each pod. With the default of four, and jobs, it uses 2,077 MiB before the first request. */
const WORKERS = 2;

/**
 * Experiment tracking and model registry. It runs no jobs of its own (LLM evaluation, prompt optimization): nothing on
 * the platform uses them, and they would need a runner and seven queues in every pod.
 * https://mlflow.org/docs/latest/self-hosting/
 */
export class Mlflow extends Component {
  override readonly identity: contracts.WorkloadIdentity;
  override readonly endpoint: string;
  /** Address for clients on the cluster. */
  readonly trackingUri: string;

  constructor(scope: Construct, id: string, props: MlflowProps) {
    super(
      scope,
      id,
      "mlflow",
      {
        name: NAMESPACES.mlflow,
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, ...props.clients],
      },
      props,
    );
    this.identity = props.identity;
    const host = `mlflow.${props.domain}`;
    this.endpoint = `https://${host}`;
    this.trackingUri = `http://mlflow.${this.namespace}.svc.cluster.local`;
    // Its alert is TrackingUnavailable.
    const server = this.workload("mlflow", { alert: "own", replicas: 2, cpuMillis: 250, memoryMiB: 1024 });
    const secret = `database-${MLFLOW_DATABASE}`;
    this.apply("mlflow-secrets", [
      externalSecret({
        name: secret,
        namespace: this.namespace,
        store: DATABASE_SECRETS,
        data: { password: { entry: secret, property: "password" } },
        template: { username: MLFLOW_DATABASE, password: "{{ .password }}" },
      }),
    ]);
    this.install("mlflow", {
      replicaCount: server.replicas,
      resources: resources(server),
      serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
      extraPodLabels: props.identity.podLabels,
      ...(props.identity.keySecret !== undefined && { extraSecretNamesForEnvFrom: [props.identity.keySecret] }),
      podSecurityContext: SECCOMP,
      ...this.apart({ "app.kubernetes.io/name": "mlflow" }),
      backendStore: {
        databaseMigration: true,
        databaseConnectionCheck: true,
        postgres: {
          enabled: true,
          host: props.server.host,
          port: props.server.port,
          database: MLFLOW_DATABASE,
          // With psycopg 3, the default since SQLAlchemy 2.1, the registry fails: https://github.com/mlflow/mlflow/issues/24515
          driver: "psycopg2",
        },
        existingDatabaseSecret: { name: secret },
      },
      artifactRoot: artifactRoot(props.artifacts),
      extraArgs: { workers: String(WORKERS) },
      extraEnvVars: { PGSSLMODE: "require", MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
      serverAllowedHosts: allowedHosts(host, this.namespace, props.podCidr),
      telemetry: { enabled: false },
      // The chart's default names a port of the pod that does not exist.
      serviceMonitor: { enabled: true, namespace: this.namespace, labels: {}, useServicePort: true },
      // The workers share their metrics in files, and the chart's root file system is read-only: MLflow would not start.
      extraVolumes: [{ name: "metrics", emptyDir: {} }],
      extraVolumeMounts: [{ name: "metrics", mountPath: METRICS_FOLDER }],
    });
    this.apply("mlflow-entry", [
      route({ name: "mlflow", namespace: this.namespace, host, service: "mlflow", port: 80 }),
      disruptionBudget("mlflow", this.namespace, { "app.kubernetes.io/name": "mlflow" }),
    ]);
  }
}

/**
 * The Host header of a request must be the host that clients use, or the address of the pod, as in requests of
 * Prometheus; anything else is rejected as DNS rebinding. MLflow also compares the port, if the request has one.
 * https://mlflow.org/docs/latest/self-hosting/security/network/
 */
function allowedHosts(host: string, namespace: string, podCidr: string): string[] {
  const service = ["mlflow", namespace, "svc", "cluster.local"];
  const names = service.map((_, index) => service.slice(0, index + 1).join("."));
  return [
    host,
    ...names.flatMap((name) => [name, `${name}:*`]),
    ...prefixesOf(podCidr).map((prefix) => `${prefix}.*:${PORT}`),
    "localhost:*",
  ];
}

function artifactRoot({ scheme, name }: contracts.ObjectStore): JsonObject {
  const kind = scheme === "s3" ? "s3" : "gcs";
  return { proxiedArtifactStorage: false, [kind]: { enabled: true, bucket: name } };
}
