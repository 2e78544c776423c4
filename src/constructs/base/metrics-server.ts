import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { EVICT_UNREADY } from "../kubernetes/disruption-budget";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** Resource usage of pods, for autoscaling and `kubectl top`; built into GKE. */
export class MetricsServer extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "metrics-server", { existing: NAMESPACES["kube-system"] }, props);
    const server = this.workload("metrics-server", { replicas: 2, cpuMillis: 50, memoryMiB: 128 });
    this.install("metrics-server", {
      replicas: server.replicas,
      resources: resources(server),
      ...this.spread({ "app.kubernetes.io/name": "metrics-server" }),
      podDisruptionBudget: { enabled: this.highlyAvailable, minAvailable: 1, ...EVICT_UNREADY },
      metrics: { enabled: true },
      serviceMonitor: { enabled: true },
    });
  }
}
