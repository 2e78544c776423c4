import { KNATIVE_SERVING_VERSION } from "../../catalogue/images";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { NAMESPACES } from "../kubernetes/names";
import { resources, type Workload } from "../kubernetes/workload";
import { ENTRY_SERVICE } from "./entry";
import { LOCAL_GATEWAY, localGateway } from "./knative-local-gateway";
import { KNATIVE_READY_TIMEOUT, knativeReady } from "./knative-ready";

export interface KnativeProps extends ComponentProps {
  /** Domain of model endpoints: `<model>-<team>.<domain>`. */
  readonly domain: string;
}

const SERVING = "knative-serving";

const ENTRY = {
  name: "entry",
  namespace: NAMESPACES.entry,
  service: `${ENTRY_SERVICE}.${NAMESPACES.entry}.svc.cluster.local`,
};

/** One gateway in the format of `config-istio`: a list in YAML, and therefore in JSON. */
const gateways = (gateway: Readonly<Record<"name" | "namespace" | "service", string>>) => JSON.stringify([gateway]);

/** Serves revisions of a model, splits traffic between them, and scales them from and to zero. */
export class Knative extends Component {
  constructor(scope: Construct, id: string, props: KnativeProps) {
    super(
      scope,
      id,
      "knative",
      {
        name: NAMESPACES.knative,
        // The operator's chart sets no seccomp profile for its pods, and has no value for it.
        podSecurity: "baseline",
        // Of the operator, which applies the namespace as well.
        foreignLabels: ["app.kubernetes.io/name", "app.kubernetes.io/version"],
        admits: [NAMESPACES.entry, NAMESPACES.istio, NAMESPACES.monitoring],
        webhookPorts: [8443],
      },
      props,
    );
    const operator = this.workload("knative-operator", { cpuMillis: 100, memoryMiB: 256 });
    // It keeps all resource definitions of the cluster: 201 MiB with those of all components.
    const webhook = this.workload("operator-webhook", { cpuMillis: 50, memoryMiB: 384 });
    const serving = [
      // Requests to models that are scaled to zero, or to few pods, pass through it.
      this.part("activator", 128, "critical"),
      ...["autoscaler", "webhook"].map((name) => this.part(name, 128)),
      // 94 MiB with 61 endpoints, half a MiB more for each: enough for about 300.
      this.part("controller", 256),
      // 118 MiB to start with 300 endpoints.
      this.part("net-istio-controller", 192),
      this.part("net-istio-webhook", 128),
    ];
    const size = ({ cpuMillis, memoryMiB }: typeof operator) => ({
      requests: { cpu: `${cpuMillis}m`, memory: `${memoryMiB}Mi` },
      limits: { cpu: "1000m", memory: `${memoryMiB}Mi` },
    });
    this.install("knative-operator", {
      knative_operator: {
        knative_operator: { resources: size(operator) },
        operator_webhook: { resources: size(webhook) },
      },
    });
    const manifests = [
      this.serving(props, serving),
      ...localGateway(),
      // The proxy next to each model: traffic and latency by revision, which canaries are judged by.
      podMonitor({
        name: "revisions",
        namespace: this.namespace,
        label: ["serving.knative.dev/revision"],
        port: "http-usermetric",
        everywhere: true,
        keep: ["serving.knative.dev/revision", "serving.kserve.io/inferenceservice"],
      }),
      ...knativeReady({
        namespace: this.namespace,
        serving: SERVING,
        mirrored: (image) => mirroredImage(image, this.mirror),
      }),
    ];
    this.apply("knative-serving", manifests, this.namespace, KNATIVE_READY_TIMEOUT);
  }

  private part(name: string, memoryMiB: number, alert?: Workload["alert"]): Workload {
    return this.workload(name, { replicas: 2, cpuMillis: 100, memoryMiB, ...(alert && { alert }) });
  }

  /** https://knative.dev/docs/install/operator/configuring-serving-cr/ */
  private serving({ domain }: KnativeProps, parts: readonly Workload[]) {
    const replicas = this.highlyAvailable ? 2 : 1;
    return {
      apiVersion: "operator.knative.dev/v1beta1",
      kind: "KnativeServing",
      metadata: { name: SERVING, namespace: this.namespace },
      spec: {
        version: KNATIVE_SERVING_VERSION,
        "high-availability": { replicas },
        // Knative wants 80 % of them, which is every one of two: their nodes could never be drained.
        podDisruptionBudgets: ["activator-pdb", "webhook-pdb"].map((name) => ({
          name,
          minAvailable: this.highlyAvailable ? "50%" : 0,
        })),
        ...(this.mirror !== "" && {
          registry: {
            default: mirroredImage(`registry/knative/serving/\${NAME}:v${KNATIVE_SERVING_VERSION}`, this.mirror),
          },
        }),
        ingress: { istio: { enabled: true } },
        deployments: parts.map((part) => ({
          name: part.name,
          resources: [{ container: part.name.replace("net-istio-", ""), ...resources(part) }],
        })),
        config: {
          domain: { [domain]: "" },
          istio: {
            "external-gateways": gateways(ENTRY),
            "local-gateways": gateways(LOCAL_GATEWAY),
          },
          network: {
            "ingress-class": "istio.ingress.networking.knative.dev",
            "domain-template": "{{.Name}}-{{.Namespace}}.{{.Domain}}",
          },
          // Off by default; canaries are judged by it.
          observability: { "request-metrics-protocol": "prometheus" },
          deployment: {
            // A new GPU node, its image and the model take time: after the default of 10 minutes, the revision would
            // fail permanently.
            "progress-deadline": "1800s",
            ...(this.mirror !== "" && { "registries-skipping-tag-resolving": unresolved(this.mirror) }),
            "queue-sidecar-cpu-request": "25m",
            "queue-sidecar-memory-request": "64Mi",
            "queue-sidecar-memory-limit": "256Mi",
          },
          features: {
            // Revisions run in the namespaces of teams, which enforce the restricted level.
            "secure-pod-defaults": "enabled",
            "kubernetes.podspec-affinity": "enabled",
            "kubernetes.podspec-nodeselector": "enabled",
            "kubernetes.podspec-tolerations": "enabled",
          },
        },
      },
    };
  }
}

/** Knative's defaults: https://github.com/knative/serving/blob/knative-v1.21.1/config/core/configmaps/deployment.yaml */
const LOCAL_REGISTRIES = "kind.local,ko.local,dev.local";

/**
 * Registries whose tags Knative leaves to the kubelet. Its controller resolves tags to digests itself, without the
 * nodes' credentials for a mirror, and cannot always reach one.
 */
function unresolved(mirror: string): string {
  const [host] = mirror.replace(/^oci:\/\//, "").split("/");
  return `${LOCAL_REGISTRIES},${host}`;
}
