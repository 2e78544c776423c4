import { CATALOGUE } from "../../catalogue/catalogue";
import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret } from "../kubernetes/external-secret";
import { DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { RESTRICTED, resources } from "../kubernetes/workload";
import { jobTemplate } from "./prefect-jobs";

export interface PrefectProps extends ComponentProps {
  /** Identity of the worker and of the jobs that it starts. */
  readonly identity: contracts.WorkloadIdentity;
  readonly server: contracts.PostgresDatabase;
  readonly domain: string;
}

/** User and database of Prefect on the server. */
export const PREFECT_DATABASE = "prefect";

/** Same image for server and workers, so that their versions match: https://hub.docker.com/r/prefecthq/prefect */
const IMAGE_TAG = `${CATALOGUE.prefect.version}-python3.11`;

/** Work pool for deployments. */
export const WORK_POOL = "kubernetes";

/**
 * Prefect's server, and a worker that runs flows as Kubernetes jobs. The server is a single pod: several would need a
 * message broker, and a restart takes seconds and loses nothing that is in the database.
 * https://docs.prefect.io/v3/advanced/server-helm
 */
export class Prefect extends Component {
  override readonly identity: contracts.WorkloadIdentity;
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: PrefectProps) {
    super(
      scope,
      id,
      "prefect",
      {
        name: NAMESPACES.prefect,
        podSecurity: "baseline",
        // Retraining is started from the last one.
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["model-delivery"]],
      },
      props,
    );
    this.identity = props.identity;
    const { keySecret } = props.identity;
    const host = `prefect.${props.domain}`;
    this.endpoint = `https://${host}`;
    const server = this.workload("prefect-server", { cpuMillis: 200, memoryMiB: 1024 });
    const exporter = this.workload("prometheus-prefect-exporter", { cpuMillis: 20, memoryMiB: 128 });
    const worker = this.workload("prefect-worker", { replicas: 2, cpuMillis: 100, memoryMiB: 512 });
    this.apply("prefect-secrets", [
      externalSecret({
        name: "prefect-database",
        namespace: this.namespace,
        store: DATABASE_SECRETS,
        data: { password: { entry: `database-${PREFECT_DATABASE}`, property: "password" } },
        template: {
          "connection-string": `postgresql+asyncpg://${PREFECT_DATABASE}:{{ .password }}@${props.server.host}:${props.server.port}/${PREFECT_DATABASE}?ssl=require`,
        },
      }),
    ]);
    const api = `http://prefect-server.${this.namespace}.svc.cluster.local:4200/api`;
    this.install("prefect-server", {
      global: {
        prefect: {
          image: { prefectTag: IMAGE_TAG },
          // Otherwise the server reports its use to Prefect.
          env: [{ name: "PREFECT_SERVER_ANALYTICS_ENABLED", value: "false" }],
        },
      },
      server: { replicaCount: 1, resources: resources(server), uiConfig: { prefectUiApiUrl: `${this.endpoint}/api` } },
      secret: { create: false, name: "prefect-database" },
      postgresql: { enabled: false },
    });
    this.install("prefect-worker", {
      worker: {
        replicaCount: worker.replicas,
        resources: resources(worker),
        ...this.apart({ "app.kubernetes.io/name": "prefect-worker" }),
        apiConfig: "selfHostedServer",
        selfHostedServerApiConfig: { apiUrl: api },
        image: { prefectTag: `${IMAGE_TAG}-kubernetes` },
        config: {
          workPool: WORK_POOL,
          type: "kubernetes",
          installPolicy: "never",
          ...(keySecret !== undefined && {
            baseJobTemplate: { configuration: JSON.stringify(jobTemplate(props.identity, keySecret)) },
          }),
        },
        // A new key replaces the pods, and these update the template of the pool.
        ...(keySecret !== undefined && { extraEnvVarsSecret: keySecret }),
        podLabels: props.identity.podLabels,
        ...(this.highlyAvailable && { podDisruptionBudget: { minAvailable: 1 } }),
      },
      serviceAccount: { create: true, name: props.identity.serviceAccount, annotations: props.identity.annotations },
    });
    this.install("prometheus-prefect-exporter", {
      prefectApiUrl: api,
      resources: resources(exporter),
      securityContext: { ...RESTRICTED, runAsUser: 1000, readOnlyRootFilesystem: true },
      serviceMonitor: { enabled: true },
    });
    this.apply("prefect-entry", [
      route({ name: "prefect", namespace: this.namespace, host, service: "prefect-server", port: 4200 }),
    ]);
  }
}
