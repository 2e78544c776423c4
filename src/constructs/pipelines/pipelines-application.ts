import { CATALOGUE } from "../../catalogue/catalogue";
import type * as contracts from "../../contracts";
import { KEY_VARIABLES } from "../../contracts/key-variables";
import type { JsonObject } from "../kubernetes/json";
import { kustomizeApplication, leaveOut, operations, patch, patchContainer } from "../kubernetes/kustomize";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { PIPELINE_RUNNER, USER_HEADER } from "../kubernetes/names";
import { resources, type Workload } from "../kubernetes/workload";
import { CONNECTION_PARAMETERS, metadataPatch } from "./pipelines-database";
import { GATE } from "./pipelines-gate";

export interface PipelinesApplicationProps {
  readonly namespace: string;
  readonly apiServer: contracts.WorkloadIdentity;
  readonly ui: contracts.WorkloadIdentity;
  readonly server: contracts.MysqlDatabase;
  readonly bucket: contracts.ObjectStore;
  readonly mirror: string;
  readonly servers: readonly Workload[];
  /** Workloads of the metadata store. */
  readonly metadata: readonly Workload[];
}

const VERSION = CATALOGUE["kubeflow-pipelines"].version;

/** Container of the API server. */
const API_SERVER = "ml-pipeline-api-server";

const REPOSITORY = "https://github.com/kubeflow/pipelines.git";

/**
 * What Argo CD doesn't deploy: parts that only serve pipelines of version 1 (cache server, metadata writer, viewers,
 * visualizations), some with cluster-wide rights; the controller that creates namespaces; accounts for runs in the
 * server's namespace; and the password that is hard-coded upstream.
 */
const LEFT_OUT = [
  "cache-.*",
  "kfp-launcher",
  "kubeflow-pipelines-(cache|metadata-writer|profile-controller|container-builder|viewer).*",
  "metadata-writer",
  "ml-pipeline-(viewer|visualization).*",
  "mysql-secret",
  "pipeline-runner.*",
].join("|");

/** Images of the deployed components. */
const IMAGES = [
  "docker.io/alpine",
  "gcr.io/tfx-oss-public/ml_metadata_store_server",
  "ghcr.io/kubeflow/kfp-api-server",
  "ghcr.io/kubeflow/kfp-frontend",
  "ghcr.io/kubeflow/kfp-metadata-envoy",
  "ghcr.io/kubeflow/kfp-persistence-agent",
  "ghcr.io/kubeflow/kfp-scheduled-workflow-controller",
];

/** Kubeflow Pipelines for several teams, from its own repository at a pinned tag: there is no chart. */
export function pipelinesApplication(props: PipelinesApplicationProps): Manifest {
  return kustomizeApplication({
    name: "kubeflow-pipelines",
    namespace: props.namespace,
    sources: [
      source("base/installs/multi-user", props.mirror, installPatches(props)),
      source("base/metadata/base", props.mirror, [
        metadataPatch(),
        ...props.metadata.map((workload) => sized(workload.name, "container", workload)),
      ]),
    ],
  });
}

function source(path: string, mirror: string, patches: readonly JsonObject[]) {
  const images = mirror === "" ? [] : IMAGES.map((image) => `${image}=${mirroredImage(image, mirror)}`);
  return { repository: REPOSITORY, tag: VERSION, path: `manifests/kustomize/${path}`, patches, images };
}

function installPatches(props: PipelinesApplicationProps): JsonObject[] {
  return [
    leaveOut({ name: LEFT_OUT }),
    // They require sidecars, which are not used here; network policies and the gate replace them.
    leaveOut({ group: ".*istio.io" }),
    // Kubernetes aggregates their rules; Argo CD would remove them repeatedly.
    operations("ClusterRole", "kubeflow-pipelines-(edit|view)", { op: "remove", path: "/rules" }),
    patch("v1", "ConfigMap", "pipeline-install-config", {
      data: {
        mysqlHost: props.server.host,
        mysqlPort: props.server.port.toString(),
        bucketName: props.bucket.name,
        defaultSecurityContextRunAsNonRoot: "true",
        BLOCK_V1_PIPELINES: "true",
        USERID_HEADER: USER_HEADER,
        USERID_PREFIX: "",
      },
    }),
    patchContainer("ml-pipeline", { name: API_SERVER, env: apiServerVariables(props) }),
    patchContainer("ml-pipeline-ui", { name: "ml-pipeline-ui", env: interfaceVariables(props) }),
    serviceAccount("ml-pipeline", props.apiServer),
    serviceAccount("ml-pipeline-ui", props.ui),
    ...props.servers.map((workload) =>
      sized(workload.name, workload.name === "ml-pipeline" ? API_SERVER : workload.name, workload),
    ),
  ];
}

/** Upstream requests 500 MiB for two of the containers and nothing for others; none has a limit. */
function sized(deployment: string, container: string, workload: Workload): JsonObject {
  return patchContainer(deployment, { name: container, resources: resources(workload) });
}

/**
 * The API server's client only supports S3, and uses it to read objects that version 1 left in a bucket; version 2 keeps
 * definitions in the database. On Google that client has no identity to find, and is prevented from looking for one.
 */
function apiServerVariables({ bucket, mirror, apiServer: { keySecret } }: PipelinesApplicationProps): JsonObject[] {
  const { host, protocol } = new URL(bucket.endpoint);
  return [
    variable("OBJECTSTORECONFIG_HOST", host),
    variable("OBJECTSTORECONFIG_PORT", ""),
    variable("OBJECTSTORECONFIG_SECURE", String(protocol === "https:")),
    variable("OBJECTSTORECONFIG_REGION", bucket.region),
    ...keys(["OBJECTSTORECONFIG_ACCESSKEY", "OBJECTSTORECONFIG_SECRETACCESSKEY"], keySecret),
    ...(bucket.scheme === "s3" ? [] : [variable("AWS_EC2_METADATA_DISABLED", "true")]),
    variable("DEFAULTPIPELINERUNNERSERVICEACCOUNT", PIPELINE_RUNNER),
    variable("ML_PIPELINE_SERVICE_NAME", GATE),
    variable("V2_DRIVER_IMAGE", mirroredImage(`ghcr.io/kubeflow/kfp-driver:${VERSION}`, mirror)),
    variable("V2_LAUNCHER_IMAGE", mirroredImage(`ghcr.io/kubeflow/kfp-launcher:${VERSION}`, mirror)),
    CONNECTION_PARAMETERS,
  ];
}

function interfaceVariables({ bucket, ui: { keySecret } }: PipelinesApplicationProps): JsonObject[] {
  return [
    variable("MINIO_ACCESS_KEY", ""),
    variable("MINIO_SECRET_KEY", ""),
    ...(bucket.scheme === "s3" ? [variable("AWS_REGION", bucket.region)] : []),
    ...(keySecret === undefined
      ? []
      : [...storeOf(bucket), ...keys([KEY_VARIABLES.id, KEY_VARIABLES.secret], keySecret)]),
    variable("ALLOW_CUSTOM_VISUALIZATIONS", "false"),
    // Artifacts are in the bucket; the server must not fetch user-supplied addresses.
    variable("ALLOWED_ARTIFACT_DOMAIN_REGEX", "^$"),
  ];
}

/**
 * The interface's client has no setting for the port of a store; replacing the address adds one.
 * https://github.com/kubeflow/pipelines/blob/2.17.0/frontend/server/minio-helper.ts
 */
function storeOf({ endpoint }: contracts.ObjectStore): JsonObject[] {
  const { hostname, protocol } = new URL(endpoint);
  return [
    variable("AWS_S3_ENDPOINT", hostname),
    variable("AWS_SSL", String(protocol === "https:")),
    variable("MINIO_ENDPOINT_REWRITE", `${hostname}=${endpoint}`),
  ];
}

/** Variables with a key. Empty ones make the clients use the pod's own identity. */
function keys([id, secret]: readonly [string, string], keySecret: string | undefined): JsonObject[] {
  if (keySecret === undefined) return [variable(id, ""), variable(secret, "")];
  const from = (name: string, key: string) => ({
    name,
    value: null,
    valueFrom: { secretKeyRef: { name: keySecret, key } },
  });
  return [from(id, KEY_VARIABLES.id), from(secret, KEY_VARIABLES.secret)];
}

function variable(name: string, value: string): JsonObject {
  return { name, value, valueFrom: null };
}

function serviceAccount(name: string, { annotations }: contracts.WorkloadIdentity): JsonObject {
  return patch("v1", "ServiceAccount", name, { metadata: { name, annotations } });
}
