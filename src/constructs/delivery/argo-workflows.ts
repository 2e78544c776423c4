import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { artifactRepository } from "../kubernetes/artifact-repository";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import { CLOUD_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { UNDISTURBED } from "../kubernetes/undisturbed";
import { RESTRICTED, resources, SECCOMP } from "../kubernetes/workload";
import { aliases, authority, type ProviderBehindGateway, trusted } from "./provider-behind-gateway";
import { WORKFLOW_USER_TOKENS, workflowUsers } from "./workflow-users";

export interface ArgoWorkflowsProps extends ComponentProps {
  readonly domain: string;
  readonly signOn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecretEntry: contracts.SecretEntry;
    /**
     * Group whose members manage all workflows; everyone else can view releases and use the workflows of their teams.
     */
    readonly adminGroup: string;
    /** A provider on the same cluster. @default - pods reach the issuer like browsers */
    readonly behindGateway?: ProviderBehindGateway;
  };
  /**
   * Bucket for outputs and logs of workflows; workflows write with the identity of their namespace. If it requires a
   * key, there is no common repository: each namespace has its own, with its key.
   */
  readonly artifacts: contracts.ObjectStore;
}

/** Secret with the server's client credentials at the identity provider. */
const CLIENT_SECRET = "workflows-oidc";

/** Runs workflows: those of Kubeflow Pipelines and model releases. https://argo-workflows.readthedocs.io */
export class ArgoWorkflows extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: ArgoWorkflowsProps) {
    super(
      scope,
      id,
      "argo-workflows",
      {
        name: NAMESPACES["argo-workflows"],
        // Users, and the senders of events: Alertmanager and Argo CD.
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["argo-cd"]],
      },
      props,
    );
    const host = `workflows.${props.domain}`;
    this.endpoint = `https://${host}`;
    const controller = this.workload("argo-workflows-workflow-controller", {
      replicas: 2,
      cpuMillis: 100,
      memoryMiB: 512,
    });
    const server = this.workload("argo-workflows-server", { replicas: 2, cpuMillis: 50, memoryMiB: 256 });
    const { behindGateway } = props.signOn;
    const trust = behindGateway && trusted(behindGateway);
    this.apply("workflows-secrets", [
      externalSecret({
        name: CLIENT_SECRET,
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { "client-secret": { entry: props.signOn.clientSecretEntry } },
        template: { "client-id": props.signOn.clientId, "client-secret": '{{ index . "client-secret" }}' },
      }),
      ...(behindGateway ? authority(behindGateway, this.namespace) : []),
    ]);
    this.install("argo-workflows", {
      // A job would download the full definitions, which fails in a closed network.
      crds: { install: true, keep: true, full: false },
      useStaticCredentials: false,
      // By default Kubernetes calls the registry at every start, also for an image that the node has.
      images: { pullPolicy: "IfNotPresent" },
      artifactRepository: { archiveLogs: true, ...commonRepository(props.artifacts) },
      controller: {
        replicas: controller.replicas,
        resources: resources(controller),
        ...this.spread({ "app.kubernetes.io/name": "argo-workflows-workflow-controller" }),
        podSecurityContext: SECCOMP,
        pdb: { enabled: this.highlyAvailable, minAvailable: 1 },
        metricsConfig: { enabled: true },
        serviceMonitor: { enabled: true },
        // Includes the runs of Kubeflow Pipelines, which are workflows.
        workflowDefaults: {
          spec: {
            podMetadata: { annotations: UNDISTURBED },
            ttlStrategy: { secondsAfterCompletion: 604_800 },
            // Pods of failed steps stay until their workflow is deleted: `argo logs` and the interface read only existing
            // pods. The server has no access to archived logs.
            podGC: { strategy: "OnPodSuccess" },
            // Required in the namespaces of teams; a step that needs another user sets it.
            securityContext: { ...SECCOMP, runAsNonRoot: true, runAsUser: STEP_USER },
          },
        },
      },
      executor: {
        resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "512Mi" } },
        securityContext: RESTRICTED,
      },
      mainContainer: { securityContext: RESTRICTED },
      server: {
        replicas: server.replicas,
        resources: resources(server),
        ...this.spread({ "app.kubernetes.io/name": "argo-workflows-server" }),
        podSecurityContext: SECCOMP,
        pdb: { enabled: this.highlyAvailable, minAvailable: 1 },
        // `client` is for callers with their own token, such as Alertmanager and Argo CD.
        authModes: ["sso", "client"],
        sso: {
          enabled: true,
          issuer: props.signOn.issuer,
          clientId: { name: CLIENT_SECRET, key: "client-id" },
          clientSecret: { name: CLIENT_SECRET, key: "client-secret" },
          redirectUrl: `https://${host}/oauth2/callback`,
          scopes: ["openid", "profile", "email", "groups"],
          // Without the list the server could read every secret of the cluster.
          rbac: { enabled: true, secretWhitelist: [CLIENT_SECRET, ...WORKFLOW_USER_TOKENS] },
        },
        // Namespaces of teams have their own accounts.
        extraEnv: [{ name: "SSO_DELEGATE_RBAC_TO_NAMESPACE", value: "true" }, ...(trust?.env ?? [])],
        ...(trust && { volumes: trust.volumes, volumeMounts: trust.volumeMounts }),
        ...(behindGateway && { hostAliases: aliases(behindGateway) }),
      },
    });
    this.apply("workflows-users", workflowUsers(props.signOn.adminGroup));
    this.apply("workflows-entry", [
      route({ name: "workflows", namespace: this.namespace, host, service: "argo-workflows-server", port: 2746 }),
    ]);
  }
}

/**
 * Address for events about models; the name of the event is appended.
 * https://argo-workflows.readthedocs.io/en/latest/events/
 */
export const MODEL_EVENTS = `http://argo-workflows-server.${NAMESPACES["argo-workflows"]}.svc:2746/api/v1/events/${NAMESPACES["model-delivery"]}`;

/** The user of Argo's own images: https://argo-workflows.readthedocs.io/en/latest/workflow-pod-security-context/ */
const STEP_USER = 8737;

/** Where the objects of a workflow's pod are in the bucket. */
export const WORKFLOW_OBJECTS = ["workflows", "{{workflow.namespace}}", "{{workflow.name}}", "{{pod.name}}"].join("/");

function commonRepository(bucket: contracts.ObjectStore): JsonObject {
  if (bucket.requiresKey) return {};
  // The chart renders the block `gcs`, unlike the other, as a Helm template, where Argo's variables are undefined.
  const keyFormat = bucket.scheme === "s3" ? WORKFLOW_OBJECTS : `{{\`${WORKFLOW_OBJECTS}\`}}`;
  return artifactRepository({ bucket, keyFormat });
}
