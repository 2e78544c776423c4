import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { podMonitor } from "../kubernetes/monitor";
import { NAMESPACES } from "../kubernetes/names";
import type { Workload } from "../kubernetes/workload";

/** They are only available with Kafka, which the platform doesn't run; models answer without them. */
const NEEDS_KAFKA = { alert: "none" } as const;

/** https://github.com/SeldonIO/seldon-core/tree/v2/prometheus/monitors */
const NAME_LABEL = "app.kubernetes.io/name";

/**
 * Seldon Core 2, as an alternative to KServe. Its licence, BSL 1.1, forbids production use without a contract, so it is
 * in no profile, and an environment that enables it has to accept the licence by name.
 * https://docs.seldon.ai/seldon-core-2
 */
export class SeldonCore extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(
      scope,
      id,
      "seldon-core",
      // Its charts set no seccomp profile, and have no value for it.
      {
        name: NAMESPACES.seldon,
        podSecurity: "baseline",
        admits: [NAMESPACES.entry, NAMESPACES.monitoring, NAMESPACES["model-delivery"]],
      },
      props,
    );
    const controller = this.workload("seldon-v2-controller-manager", { cpuMillis: 100, memoryMiB: 512 });
    // 118 MiB with 300 models.
    const envoy = this.workload("seldon-envoy", { alert: "critical", replicas: 2, cpuMillis: 100, memoryMiB: 192 });
    const scheduler = this.workload("seldon-scheduler", { kind: "StatefulSet", cpuMillis: 100, memoryMiB: 1024 });
    const models = this.workload("seldon-modelgateway", { ...NEEDS_KAFKA, cpuMillis: 100, memoryMiB: 1024 });
    const pipelines = this.workload("seldon-pipelinegateway", { ...NEEDS_KAFKA, cpuMillis: 100, memoryMiB: 1024 });
    const dataflow = this.workload("seldon-dataflow-engine", { ...NEEDS_KAFKA, cpuMillis: 100, memoryMiB: 3072 });
    // The chart's requests of the server, of the agent and of the container that loads models.
    const server = this.workload("mlserver", {
      kind: "StatefulSet",
      alert: "critical",
      replicas: 2,
      cpuMillis: 350,
      memoryMiB: 2176,
    });
    // If the definitions were deleted with the component, every model would be deleted too.
    this.define("seldon-core-v2-crds", {}, "seldon-core-v2-crds");
    this.install("seldon-core-v2-setup", {
      controller: { clusterwide: true, ...size(controller) },
      envoy: size(envoy),
      scheduler: size(scheduler),
      modelgateway: size(models),
      pipelinegateway: size(pipelines),
      dataflow: size(dataflow),
      // The chart would create a public load balancer.
      services: { defaultServiceType: "ClusterIP" },
    });
    this.install("seldon-core-v2-runtime", {
      envoy: { replicas: envoy.replicas, serviceType: "ClusterIP" },
      scheduler: { serviceType: "ClusterIP" },
      hodometer: { disable: true },
    });
    // The chart allows exactly one replica; the controller rejects a server with more or fewer than allowed.
    this.install("seldon-core-v2-servers", {
      mlserver: { replicas: server.replicas, maxReplicas: server.replicas },
      triton: { replicas: 0, minReplicas: 0 },
    });
    this.apply("seldon-monitors", [
      this.monitor("agents", "seldon-server", "metrics"),
      this.monitor("servers", "seldon-server", "server-metrics"),
      this.monitor("pipeline-gateway", "seldon-pipelinegateway", "metrics"),
      this.monitor("envoy", "seldon-envoy", 9003, "/stats/prometheus"),
    ]);
  }

  private monitor(name: string, pods: string, port: string | number, path?: string): Manifest {
    return podMonitor({ name, namespace: this.namespace, label: [NAME_LABEL, pods], port, ...(path && { path }) });
  }
}

/** Requests and limits of a part, as its charts take them. */
function size({ cpuMillis, memoryMiB }: Workload) {
  return { resources: { cpu: `${cpuMillis}m`, memory: `${memoryMiB}Mi` } };
}
