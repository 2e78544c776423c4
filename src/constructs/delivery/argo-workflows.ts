import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { externalSecret } from "../kubernetes/external-secret";
import type { JsonObject } from "../kubernetes/json";
import { CLOUD_SECRETS, NAMESPACES } from "../kubernetes/names";
import { route } from "../kubernetes/route";
import { UNDISTURBED } from "../kubernetes/undisturbed";
import { RESTRICTED, resources, SECCOMP } from "../kubernetes/workload";
import { WORKFLOW_USER_TOKENS, workflowUsers } from "./workflow-users";

export interface ArgoWorkflowsProps extends ComponentProps {
  readonly domain: string;
  readonly signOn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecretEntry: string;
    /** Group whose members manage all workflows; everyone else sees releases, and works with those of their teams. */
    readonly adminGroup: string;
  };
  /** Where outputs and logs of workflows go; workflows write with the identity of the namespace that they run in. */
  readonly artifacts: contracts.ObjectStore;
}

/** Secret with what the server is at the identity provider. */
const CLIENT_SECRET = "workflows-oidc";

/** Runs workflows: those of Kubeflow Pipelines and those that release models. https://argo-workflows.readthedocs.io */
export class ArgoWorkflows extends Component {
  override readonly endpoint: string;

  constructor(scope: Construct, id: string, props: ArgoWorkflowsProps) {
    super(
      scope,
      id,
      "argo-workflows",
      {
        name: NAMESPACES["argo-workflows"],
        // People, and those who send events: Alertmanager and Argo CD.
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["argo-cd"]],
      },
      props,
    );
    const host = `workflows.${props.domain}`;
    this.endpoint = `https://${host}`;
    const controller = this.workload("argo-workflows-controller", { replicas: 2, cpuMillis: 100, memoryMiB: 512 });
    const server = this.workload("argo-workflows-server", { replicas: 2, cpuMillis: 50, memoryMiB: 256 });
    this.apply("workflows-secrets", [
      externalSecret({
        name: CLIENT_SECRET,
        namespace: this.namespace,
        store: CLOUD_SECRETS,
        data: { "client-secret": { entry: props.signOn.clientSecretEntry } },
        template: { "client-id": props.signOn.clientId, "client-secret": '{{ index . "client-secret" }}' },
      }),
    ]);
    this.install("argo-workflows", {
      // The full definitions are downloaded by a job, which a closed network refuses.
      crds: { install: true, keep: true, full: false },
      useStaticCredentials: false,
      artifactRepository: { archiveLogs: true, ...artifactRepository(props.artifacts) },
      controller: {
        replicas: controller.replicas,
        resources: resources(controller),
        ...this.spread({ "app.kubernetes.io/name": "argo-workflows-workflow-controller" }),
        podSecurityContext: SECCOMP,
        pdb: { enabled: this.highlyAvailable, minAvailable: 1 },
        metricsConfig: { enabled: true },
        serviceMonitor: { enabled: true },
        // Of Kubeflow Pipelines' runs as well, which are workflows.
        workflowDefaults: {
          spec: {
            podMetadata: { annotations: UNDISTURBED },
            ttlStrategy: { secondsAfterCompletion: 604_800 },
            podGC: { strategy: "OnPodCompletion" },
            // The namespaces of teams take no pod without it; a step that needs another user names it.
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
        // `client` is for callers with a token of their own, such as Alertmanager and Argo CD.
        authModes: ["sso", "client"],
        sso: {
          enabled: true,
          issuer: props.signOn.issuer,
          clientId: { name: CLIENT_SECRET, key: "client-id" },
          clientSecret: { name: CLIENT_SECRET, key: "client-secret" },
          redirectUrl: `https://${host}/oauth2/callback`,
          scopes: ["openid", "profile", "email", "groups"],
          // Without the list the server may read every secret of the cluster.
          rbac: { enabled: true, secretWhitelist: [CLIENT_SECRET, ...WORKFLOW_USER_TOKENS] },
        },
        // Namespaces of teams have accounts of their own.
        extraEnv: [{ name: "SSO_DELEGATE_RBAC_TO_NAMESPACE", value: "true" }],
      },
    });
    this.apply("workflows-users", workflowUsers(props.signOn.adminGroup));
    this.apply("workflows-entry", [
      route({ name: "workflows", namespace: this.namespace, host, service: "argo-workflows-server", port: 2746 }),
    ]);
  }
}

/** Where events about models are sent to; the name of an event is put behind it. https://argo-workflows.readthedocs.io/en/latest/events/ */
export const MODEL_EVENTS = `http://argo-workflows-server.${NAMESPACES["argo-workflows"]}.svc:2746/api/v1/events/${NAMESPACES["model-delivery"]}`;

/** The user that Argo's own images have: https://argo-workflows.readthedocs.io/en/latest/workflow-pod-security-context/ */
const STEP_USER = 8737;

const KEY_FORMAT = ["workflows", "{{workflow.namespace}}", "{{workflow.name}}", "{{pod.name}}"].join("/");

function artifactRepository({ name, region, scheme }: contracts.ObjectStore): JsonObject {
  return scheme === "s3"
    ? {
        s3: {
          bucket: name,
          endpoint: "s3.amazonaws.com",
          region,
          useSDKCreds: true,
          insecure: false,
          keyFormat: KEY_FORMAT,
        },
      }
    : // The chart runs this block, and not the other, through Helm's templates, which know none of Argo's names.
      { gcs: { bucket: name, keyFormat: `{{\`${KEY_FORMAT}\`}}` } };
}
