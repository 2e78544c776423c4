import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret, generatedPassword } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { CLOUD_SECRETS, DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { UNDISTURBED } from "../kubernetes/undisturbed";
import { resources } from "../kubernetes/workload";
import { type AirflowSignOn, webserverConfig } from "./airflow-sign-on";
import { airflowUserJob, airflowUserSecret } from "./airflow-user";

export interface AirflowProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly server: contracts.PostgresDatabase;
  /** Bucket of the logs, below `airflow/`. */
  readonly logs: contracts.ObjectStore;
  readonly domain: string;
  readonly signOn: AirflowSignOn & { readonly clientSecretEntry: contracts.SecretEntry };
  /** Repository of the DAGs, by SSH: `git@github.com:owner/name.git`; DAGs are below `dags/`. */
  readonly dagsRepository: string;
  /** Keys of the repository's server, as lines of `known_hosts`. @default - the key of github.com */
  readonly dagsKnownHosts?: string;
  /** Creates a user for the model-delivery jobs, which start trainings. @default false */
  readonly trainsModels?: boolean;
  /** Entries in the cloud's secret store with the Fernet key and the deploy key of the repository. */
  readonly entries: { readonly fernetKey: contracts.SecretEntry; readonly deployKey: contracts.SecretEntry };
}

/** User and database of Airflow on the server. */
export const AIRFLOW_DATABASE = "airflow";

/** Key of the connection string for Airflow's asynchronous code. */
const ASYNC_CONNECTION = "async-connection";

/** https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints */
const GITHUB = "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

/** Airflow with one pod per task. https://airflow.apache.org/docs/helm-chart/stable/ */
export class Airflow extends Component {
  override readonly identity: contracts.WorkloadIdentity;
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: AirflowProps) {
    super(
      scope,
      id,
      "airflow",
      {
        name: NAMESPACES.airflow,
        podSecurity: "baseline",
        // Retraining is started from the last one.
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["model-delivery"]],
      },
      props,
    );
    this.identity = props.identity;
    const host = `airflow.${props.domain}`;
    this.endpoint = `https://${host}`;
    this.apply("airflow-secrets", this.secrets(props));
    this.install("airflow", this.values(props, host), { timeoutSeconds: 900 });
    this.apply("airflow-entry", [
      route({ name: "airflow", namespace: this.namespace, host, service: "airflow-api-server", port: 8080 }),
      {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: { name: "airflow", namespace: this.namespace },
        spec: { selector: { matchLabels: { component: "statsd" } }, endpoints: [{ port: "statsd-scrape" }] },
      },
    ]);
  }

  private secrets({ server, entries, signOn, trainsModels }: AirflowProps): Manifest[] {
    const { namespace } = this;
    const database = `${AIRFLOW_DATABASE}:{{ .password }}@${server.host}:${server.port}/${AIRFLOW_DATABASE}`;
    return [
      ...(trainsModels ? airflowUserSecret(namespace) : []),
      externalSecret({
        name: "airflow-metadata",
        namespace,
        store: DATABASE_SECRETS,
        data: { password: { entry: `database-${AIRFLOW_DATABASE}`, property: "password" } },
        template: {
          connection: `postgresql://${database}?sslmode=require`,
          // Airflow would derive it from the other one, but asyncpg has no parameter `sslmode` and fails to connect.
          [ASYNC_CONNECTION]: `postgresql+asyncpg://${database}?ssl=require`,
        },
      }),
      externalSecret({
        name: "airflow-fernet",
        namespace,
        store: CLOUD_SECRETS,
        data: { "fernet-key": { entry: entries.fernetKey } },
      }),
      externalSecret({
        name: "airflow-deploy-key",
        namespace,
        store: CLOUD_SECRETS,
        data: { gitSshKey: { entry: entries.deployKey } },
      }),
      externalSecret({
        name: "airflow-oidc",
        namespace,
        store: CLOUD_SECRETS,
        data: { OIDC_CLIENT_SECRET: { entry: signOn.clientSecretEntry } },
      }),
      ...generatedPassword("airflow-api-secret", namespace, 48, { "api-secret-key": "{{ .password }}" }),
      ...generatedPassword("airflow-jwt-secret", namespace, 48, { "jwt-secret": "{{ .password }}" }),
    ];
  }

  private values(props: AirflowProps, host: string): JsonObject {
    const { identity } = props;
    const connection = logConnection(props.logs);
    const scheduler = this.workload("airflow-scheduler", { replicas: 2, cpuMillis: 250, memoryMiB: 1024 });
    const apiServer = this.workload("airflow-api-server", { replicas: 2, cpuMillis: 250, memoryMiB: 1536 });
    const triggerer = this.workload("airflow-triggerer", { replicas: 2, cpuMillis: 100, memoryMiB: 768 });
    const processor = this.workload("airflow-dag-processor", { replicas: 2, cpuMillis: 100, memoryMiB: 768 });
    // 118 MiB with 500 tasks, a quarter of a MiB for each: enough for about 800.
    const statsd = this.workload("airflow-statsd", { cpuMillis: 20, memoryMiB: 256 });
    // One account for all of them: the identity is bound to it.
    const account = { serviceAccount: { create: false, name: identity.serviceAccount } };
    const budget = { podDisruptionBudget: { enabled: this.highlyAvailable } };
    // Deletes old log files next to each server: a shell that sleeps.
    const groomer = { logGroomerSidecar: { resources: resources({ cpuMillis: 10, memoryMiB: 64 }) } };
    // Helm waits for the pods, and the pods wait for the migration: as a hook it would run after both.
    const job = {
      useHelmHooks: false,
      applyCustomEnv: false,
      ...account,
      resources: resources({ cpuMillis: 100, memoryMiB: 768 }),
    };
    return {
      executor: "KubernetesExecutor",
      useStandardNaming: true,
      labels: identity.podLabels,
      postgresql: { enabled: false },
      redis: { enabled: false },
      data: { metadataSecretName: "airflow-metadata" },
      fernetKeySecretName: "airflow-fernet",
      apiSecretKeySecretName: "airflow-api-secret",
      jwtSecretName: "airflow-jwt-secret",
      secret: [
        { envName: "OIDC_CLIENT_SECRET", secretName: "airflow-oidc", secretKey: "OIDC_CLIENT_SECRET" },
        {
          envName: "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC",
          secretName: "airflow-metadata",
          secretKey: ASYNC_CONNECTION,
        },
      ],
      ...(identity.keySecret !== undefined && { extraEnvFrom: `- secretRef: { name: "${identity.keySecret}" }` }),
      env: [{ name: `AIRFLOW_CONN_${connection.id.toUpperCase()}`, value: connection.uri }],
      createUserJob: props.trainsModels ? airflowUserJob(job) : { enabled: false },
      migrateDatabaseJob: job,
      scheduler: {
        replicas: scheduler.replicas,
        resources: resources(scheduler),
        serviceAccount: { create: true, name: identity.serviceAccount, annotations: identity.annotations },
        ...groomer,
        ...budget,
      },
      apiServer: {
        replicas: apiServer.replicas,
        resources: resources(apiServer),
        apiServerConfig: webserverConfig(props.signOn),
        ...account,
        ...budget,
      },
      triggerer: {
        replicas: triggerer.replicas,
        resources: resources(triggerer),
        // Its logs go to the bucket like all others.
        persistence: { enabled: false },
        ...groomer,
        ...account,
        ...budget,
      },
      dagProcessor: {
        replicas: processor.replicas,
        resources: resources(processor),
        ...groomer,
        ...account,
        ...budget,
      },
      workers: {
        ...account,
        resources: resources({ cpuMillis: 250, memoryMiB: 1024 }),
        kubernetes: { podAnnotations: UNDISTURBED },
      },
      statsd: { resources: resources(statsd) },
      config: {
        api: { base_url: `https://${host}` },
        logging: {
          remote_logging: "True",
          remote_base_log_folder: `${props.logs.uri}/airflow`,
          remote_log_conn_id: connection.id,
        },
      },
      dags: {
        gitSync: {
          enabled: true,
          repo: props.dagsRepository,
          branch: "main",
          ref: "main",
          subPath: "dags",
          period: "60s",
          sshKeySecret: "airflow-deploy-key",
          knownHosts: props.dagsKnownHosts ?? GITHUB,
          resources: resources({ cpuMillis: 20, memoryMiB: 128 }),
        },
      },
    };
  }
}

/**
 * The connection for writing logs. It has no password: the pod has an identity, or a key in its environment. Airflow
 * also writes them without it, but logs a warning in every task.
 */
function logConnection({ scheme }: contracts.ObjectStore): { readonly id: string; readonly uri: string } {
  return scheme === "s3"
    ? { id: "aws_default", uri: "aws://" }
    : { id: "google_cloud_default", uri: "google-cloud-platform://" };
}
