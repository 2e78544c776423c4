import { CATALOGUE } from "../../catalogue/catalogue";
import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { DATABASE_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";

export interface KubeflowPipelinesProps extends ComponentProps {
  /** Identity of the steps of a pipeline. */
  readonly runner: contracts.WorkloadIdentity;
  /** Identity of the API server, which keeps definitions. */
  readonly apiServer: contracts.WorkloadIdentity;
  /** Identity of the web interface, which shows artifacts. */
  readonly ui: contracts.WorkloadIdentity;
  readonly server: contracts.PostgresDatabase;
  readonly bucket: contracts.ObjectStore;
  readonly domain: string;
}

/** User of Kubeflow Pipelines on the database server, and its three databases. */
export const PIPELINES_DATABASE = { name: "pipelines", databases: ["mlpipeline", "cachedb", "metadb"] } as const;

const REPOSITORY = "https://github.com/kubeflow/pipelines.git";
const SECRET = "postgres-secret-extended";
const MANIFESTS = "manifests/kustomize";

/**
 * Kubeflow Pipelines, delivered by Argo CD from its own repository at a pinned tag: it has no chart. Nothing of it keeps
 * data on the cluster: metadata is in the platform's PostgreSQL, artifacts are in its bucket, reached without keys, and
 * steps are run by the platform's Argo Workflows.
 */
export class KubeflowPipelines extends Component {
  override readonly identity: contracts.WorkloadIdentity;
  override readonly endpoint: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubeflowPipelinesProps,
  ) {
    super(
      scope,
      id,
      "kubeflow-pipelines",
      {
        name: NAMESPACES.kubeflow,
        podSecurity: "baseline",
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["argo-workflows"]],
        openPorts: [8443],
      },
      props,
    );
    this.identity = props.runner;
    const host = `pipelines.${props.domain}`;
    this.endpoint = `https://${host}`;
    for (const name of [
      "ml-pipeline",
      "ml-pipeline-persistenceagent",
      "ml-pipeline-scheduledworkflow",
      "ml-pipeline-ui",
      "ml-pipeline-viewer-crd",
      "ml-pipeline-visualizationserver",
      "cache-server",
      "cache-deployer",
      "metadata-grpc",
      "metadata-envoy",
      "metadata-writer",
    ])
      this.workload(name, { cpuMillis: 100, memoryMiB: 256 });
    this.apply("pipelines-secrets", [
      externalSecret({
        name: SECRET,
        namespace: this.namespace,
        store: DATABASE_SECRETS,
        data: { password: { entry: `database-${PIPELINES_DATABASE.name}`, property: "password" } },
        template: { username: PIPELINES_DATABASE.name, password: "{{ .password }}" },
      }),
    ]);
    this.apply("kubeflow-pipelines", [this.application()], NAMESPACES["argo-cd"]);
    this.apply("pipelines-entry", [
      route({ name: "pipelines", namespace: this.namespace, host, service: "ml-pipeline-ui", port: 80 }),
    ]);
  }

  private application(): Manifest {
    return {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: {
        name: "kubeflow-pipelines",
        namespace: NAMESPACES["argo-cd"],
        // Without it, what the application delivered stays behind when it goes.
        finalizers: ["resources-finalizer.argocd.argoproj.io"],
      },
      spec: {
        project: "default",
        destination: { server: "https://kubernetes.default.svc", namespace: this.namespace },
        sources: [
          this.source("base/pipeline/cluster-scoped", []),
          this.source("base/cache-deployer/cluster-scoped", []),
          this.source("base/installs/generic/postgres", this.installPatches()),
          this.source("base/metadata/base", [this.metadataPatch()]),
        ],
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ["ServerSideApply=true"],
          retry: { limit: 10, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
        },
      },
    };
  }

  private source(path: string, patches: readonly JsonObject[]): JsonObject {
    return {
      repoURL: REPOSITORY,
      targetRevision: CATALOGUE["kubeflow-pipelines"].version,
      path: `${MANIFESTS}/${path}`,
      kustomize: { namespace: this.namespace, patches },
    };
  }

  private installPatches(): JsonObject[] {
    const { server, bucket, runner, apiServer, ui } = this.props;
    return [
      patch("ConfigMap", "pipeline-install-config", {
        data: {
          postgresHost: server.host,
          postgresPort: server.port.toString(),
          bucketName: bucket.name,
          defaultPipelineRoot: `${bucket.uri}/v2/artifacts`,
          defaultSecurityContextRunAsNonRoot: "true",
        },
      }),
      // Root and providers of the launcher: credentials come from the pod's own identity.
      patch("ConfigMap", "kfp-launcher", {
        data: { defaultPipelineRoot: `${bucket.uri}/v2/artifacts`, providers: providers(bucket) },
      }),
      // External Secrets makes this one, with a password that nobody wrote down.
      { target: { kind: "Secret", name: SECRET }, patch: text({ $patch: "delete", ...head("Secret", SECRET, "v1") }) },
      this.apiServerPatch(),
      patch("Deployment", "ml-pipeline-ui", {
        spec: {
          template: {
            spec: {
              containers: [
                {
                  name: "ml-pipeline-ui",
                  env: ["MINIO_ACCESS_KEY", "MINIO_SECRET_KEY"].map((name) => ({ name, value: "", valueFrom: null })),
                },
              ],
            },
          },
        },
      }),
      serviceAccount("pipeline-runner", runner),
      serviceAccount("ml-pipeline", apiServer),
      serviceAccount("ml-pipeline-ui", ui),
    ];
  }

  /** Empty keys make the API server use its own identity. */
  private apiServerPatch(): JsonObject {
    const { bucket } = this.props;
    const value = (name: string, text: string) => ({ name, value: text, valueFrom: null });
    return patch("Deployment", "ml-pipeline", {
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "ml-pipeline-api-server",
                env: [
                  value("OBJECTSTORECONFIG_HOST", new URL(bucket.endpoint).host),
                  value("OBJECTSTORECONFIG_PORT", ""),
                  value("OBJECTSTORECONFIG_SECURE", "true"),
                  value("OBJECTSTORECONFIG_REGION", bucket.region),
                  value("OBJECTSTORECONFIG_ACCESSKEY", ""),
                  value("OBJECTSTORECONFIG_SECRETACCESSKEY", ""),
                  value("PGSSLMODE", "require"),
                ],
              },
            ],
          },
        },
      },
    });
  }

  /** The base's metadata store knows MySQL alone; this makes it speak PostgreSQL, as upstream's own overlay does. */
  private metadataPatch(): JsonObject {
    const { server } = this.props;
    const secret = (name: string, key: string) => ({
      name,
      value: null,
      valueFrom: { secretKeyRef: { name: SECRET, key } },
    });
    const remove = (name: string) => ({ name, $patch: "delete" });
    return patch("Deployment", "metadata-grpc-deployment", {
      spec: {
        template: {
          spec: {
            initContainers: [
              {
                name: "wait-for-database",
                env: [
                  { name: "WAIT_HOST", value: server.host, valueFrom: null },
                  { name: "WAIT_PORT", value: server.port.toString(), valueFrom: null },
                ],
              },
            ],
            containers: [
              {
                name: "container",
                env: [
                  secret("DBCONFIG_USER", "username"),
                  secret("DBCONFIG_PASSWORD", "password"),
                  { name: "PGSSLMODE", value: "require" },
                  remove("MYSQL_DATABASE"),
                  remove("MYSQL_HOST"),
                  remove("MYSQL_PORT"),
                ],
                args: [
                  "--grpc_port=8080",
                  "--metadata_source_config_type=postgresql",
                  `--postgres_config_host=${server.host}`,
                  `--postgres_config_port=${server.port}`,
                  "--postgres_config_dbname=metadb",
                  "--postgres_config_user=$(DBCONFIG_USER)",
                  "--postgres_config_password=$(DBCONFIG_PASSWORD)",
                  "--postgres_config_skip_db_creation=true",
                  "--enable_database_upgrade=true",
                ],
              },
            ],
          },
        },
      },
    });
  }
}

const API_VERSIONS: Readonly<Record<string, string>> = { Deployment: "apps/v1" };

function head(kind: string, name: string, apiVersion: string): JsonObject {
  return { apiVersion, kind, metadata: { name } };
}

function patch(kind: string, name: string, content: JsonObject): JsonObject {
  return { target: { kind, name }, patch: text({ ...head(kind, name, API_VERSIONS[kind] ?? "v1"), ...content }) };
}

/** A patch is a text inside the application; what only Terraform knows is put into it later, and holds no quotes. */
function text(content: JsonObject): string {
  return JSON.stringify(content);
}

function serviceAccount(name: string, { annotations }: contracts.WorkloadIdentity): JsonObject {
  return patch("ServiceAccount", name, { metadata: { name, annotations } });
}

/** https://www.kubeflow.org/docs/components/pipelines/operator-guides/configure-object-store/ */
function providers({ uri, region }: contracts.ObjectStore): string {
  return uri.startsWith("s3://")
    ? JSON.stringify({
        s3: {
          default: {
            endpoint: `s3.${region}.amazonaws.com`,
            region,
            disableSSL: false,
            credentials: { fromEnv: true },
          },
        },
      })
    : JSON.stringify({ gs: { default: { credentials: { fromEnv: true } } } });
}
