import type * as contracts from "../../contracts";
import { KEY_VARIABLES } from "../../contracts/key-variables";
import { Construct } from "../../framework/terraform";
import { teamRepository } from "../kubernetes/artifact-repository";
import type { JsonObject } from "../kubernetes/json";
import { type Manifest, ManifestBundle } from "../kubernetes/manifest-bundle";
import { PIPELINE_RUNNER, pipelinesPrefix } from "../kubernetes/names";

export interface PipelinesWorkspaceProps {
  /** Name of the team and of its namespace, which must exist. */
  readonly team: string;
  /**
   * E-mail addresses of the users who run pipelines, as the identity provider spells them. Kubeflow Pipelines
   * authorizes one user at a time with the cluster and doesn't support groups.
   */
  readonly members: readonly string[];
  /** Identity of the steps; it can only access the team's own objects. */
  readonly identity: contracts.WorkloadIdentity;
  /** Bucket of the pipelines; the team's objects are below their own prefix. */
  readonly bucket: contracts.ObjectStore;
  /**
   * What runs the team's steps. With `none`, the team only has its account, for pods that use tracking and data.
   * @default "kubeflow-pipelines"
   */
  readonly engine?: "kubeflow-pipelines" | "argo-workflows" | "none";
}

/**
 * What a namespace needs to run pipelines: the account with the team's identity, its permissions, and where outputs
 * are stored. Upstream has a controller that creates similar resources.
 */
export class PipelinesWorkspace extends Construct {
  readonly bundle: ManifestBundle;

  constructor(scope: Construct, id: string, props: PipelinesWorkspaceProps) {
    super(scope, id);
    const { engine = "kubeflow-pipelines" } = props;
    const hasPipelines = engine === "kubeflow-pipelines";
    this.bundle = new ManifestBundle(this, "workspace", {
      name: "pipelines",
      namespace: props.team,
      manifests: [
        account(props),
        ...(engine === "none" ? [] : permissions(props)),
        ...(hasPipelines ? [access(props), launcher(props)] : []),
        ...(engine === "none" ? [] : [logs(props)]),
      ],
    });
  }
}

function account({ team, identity }: PipelinesWorkspaceProps): Manifest {
  const metadata = { name: PIPELINE_RUNNER, namespace: team, annotations: identity.annotations };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata };
}

/**
 * Steps read their configuration and their own pod, report results to Argo Workflows, and create volumes if a pipeline
 * requests one.
 */
function permissions({ team, identity }: PipelinesWorkspaceProps): Manifest[] {
  const metadata = { name: PIPELINE_RUNNER, namespace: team };
  return [
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata,
      rules: [
        { apiGroups: [""], resources: ["configmaps"], resourceNames: [LAUNCHER], verbs: ["get"] },
        ...(identity.keySecret === undefined
          ? []
          : [{ apiGroups: [""], resources: ["secrets"], resourceNames: [identity.keySecret], verbs: ["get"] }]),
        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
        { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get", "create", "delete"] },
        { apiGroups: ["argoproj.io"], resources: ["workflowtaskresults"], verbs: ["create", "patch"] },
      ],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: PIPELINE_RUNNER },
      subjects: [{ kind: "ServiceAccount", name: PIPELINE_RUNNER, namespace: team }],
    },
  ];
}

/** Members, and pods with the account of the steps, may start and view runs here. */
function access({ team, members }: PipelinesWorkspaceProps): Manifest {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "pipelines", namespace: team },
    // Kubeflow Pipelines provides the role: its own resources, which only exist in its API.
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "kubeflow-pipelines-edit" },
    subjects: [
      { kind: "ServiceAccount", name: PIPELINE_RUNNER, namespace: team },
      ...members.map((name) => ({ apiGroup: "rbac.authorization.k8s.io", kind: "User", name })),
    ],
  };
}

const LAUNCHER = "kfp-launcher";

/** Where artifacts are stored, and with which key, if the pod's identity is not enough. */
function launcher({ team, bucket, identity }: PipelinesWorkspaceProps): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: LAUNCHER, namespace: team },
    data: {
      defaultPipelineRoot: `${bucket.uri}/${pipelinesPrefix(team)}/v2/artifacts`,
      providers: JSON.stringify(providers(bucket, identity.keySecret)),
    },
  };
}

/** https://www.kubeflow.org/docs/components/pipelines/operator-guides/configure-object-store/ */
function providers({ scheme, region, endpoint }: contracts.ObjectStore, keySecret: string | undefined): JsonObject {
  const identity = { credentials: { fromEnv: true } };
  if (scheme === "gs") return { gs: { default: identity } };
  const { host, protocol } = new URL(endpoint);
  const store =
    keySecret === undefined
      ? { endpoint: `s3.${region}.amazonaws.com`, region, disableSSL: false, ...identity }
      : { endpoint: host, region, disableSSL: protocol === "http:", credentials: keyIn(keySecret) };
  return { s3: { default: store } };
}

function keyIn(secretName: string): JsonObject {
  const { id, secret } = KEY_VARIABLES;
  return { fromEnv: false, secretRef: { secretName, accessKeyKey: id, secretKeyKey: secret } };
}

/** Logs are stored next to the artifacts. */
function logs({ team, bucket, identity: { keySecret } }: PipelinesWorkspaceProps): Manifest {
  return teamRepository(team, bucket, keySecret);
}
