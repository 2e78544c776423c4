import type { Construct } from "../../framework/terraform";
import { LOCAL_GATEWAY } from "../base/knative-local-gateway";
import { MODELS_GATEWAY, modelsDomain } from "../base/models-gateway";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import { podMonitor } from "../kubernetes/monitor";
import { ENTRY_GATEWAY, NAMESPACES } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";
import { METRICS_PORT } from "./runtimes";

export interface KserveProps extends ComponentProps {
  /** `Knative` splits traffic and scales to zero; `Standard` runs plain deployments. */
  readonly mode: "Knative" | "Standard";
  /** Domain of the platform; in mode Standard, models are below `models.<domain>`. */
  readonly domain: string;
}

/** The chart's runtimes; their security context lacks the seccomp profile that the namespaces of teams require. */
const RUNTIMES = [
  ...["autogluonserver", "huggingfaceserver", "huggingfaceserver_multinode", "lgbserver", "mlserver", "paddleserver"],
  ...["pmmlserver", "predictiveserver", "sklearnserver", "tensorflow", "torchserve", "tritonserver", "xgbserver"],
];

/** Serves models. Its runtimes include vLLM, for language models. https://kserve.github.io/website/ */
export class Kserve extends Component {
  constructor(scope: Construct, id: string, props: KserveProps) {
    super(
      scope,
      id,
      "kserve",
      { name: NAMESPACES.kserve, admits: [NAMESPACES.monitoring], webhookPorts: [9443] },
      props,
    );
    const controller = this.workload("kserve-controller-manager", { cpuMillis: 100, memoryMiB: 512 });
    // If the definitions were deleted with the component, every endpoint would be deleted too.
    this.define("kserve-crd", {}, "kserve-crd");
    this.install(
      "kserve-resources",
      {
        kserve: {
          controller: {
            deploymentMode: props.mode,
            // It looks for Knative only when it starts: another mode needs a new pod.
            podAnnotations: { "mlops/mode": props.mode },
            // Its version is fixed, and it has to start again when the registry doesn't answer.
            imagePullPolicy: "IfNotPresent",
            resources: resources(controller),
            gateway: this.gateway(props),
          },
          metricsaggregator: { enablePrometheusScraping: "true" },
          storage: {
            resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } },
            containerSecurityContext: SECCOMP,
          },
        },
      },
      // Its webhook's certificate is only created after the release has started; a rollback would remove it again.
      { atomic: false },
    );
    this.install("kserve-runtime-configs", {
      kserve: {
        servingruntime: {
          enabled: true,
          ...Object.fromEntries(RUNTIMES.map((runtime) => [runtime, { securityContext: SECCOMP }])),
          // Its image runs as root and has no version; `huggingfaceserver` runs vLLM as a non-root user.
          vllmserver: { disabled: true },
        },
      },
    });
    this.apply("kserve-monitors", [
      // The model servers: how long the prediction itself takes.
      podMonitor({
        name: "predictors",
        namespace: this.namespace,
        label: ["serving.kserve.io/inferenceservice"],
        // In mode Standard its pods declare no port, and servers use different ones.
        port: { container: "kserve-container", annotation: METRICS_PORT },
        everywhere: true,
        keep: ["serving.kserve.io/inferenceservice"],
      }),
    ]);
  }

  private gateway({ domain, mode }: KserveProps): JsonObject {
    return {
      urlScheme: "https",
      ...(mode === "Knative"
        ? {
            domain,
            ingressGateway: { gateway: ENTRY_GATEWAY, className: "istio" },
            localGateway: {
              gateway: `${LOCAL_GATEWAY.namespace}/${LOCAL_GATEWAY.name}`,
              gatewayService: LOCAL_GATEWAY.service,
            },
          }
        : {
            domain: modelsDomain(domain),
            // Its other way, an Ingress, has no TLS.
            ingressGateway: {
              enableGatewayApi: true,
              createGateway: false,
              kserveGateway: `${MODELS_GATEWAY.namespace}/${MODELS_GATEWAY.name}`,
            },
          }),
    };
  }
}
