import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface OpenCostProps extends ComponentProps {
  readonly clusterName: string;
}

/** Cost of namespaces and workloads, as metrics. https://opencost.io */
export class OpenCost extends Component {
  constructor(scope: Construct, id: string, props: OpenCostProps) {
    super(scope, id, "opencost", { existing: NAMESPACES.monitoring }, props);
    const exporter = this.workload("opencost", { cpuMillis: 50, memoryMiB: 512 });
    this.install("opencost", {
      opencost: {
        exporter: { defaultClusterId: props.clusterName, resources: resources(exporter) },
        // Grafana shows the same figures alongside the others.
        ui: { enabled: false },
        prometheus: {
          internal: {
            serviceName: "kube-prometheus-stack-prometheus",
            namespaceName: NAMESPACES.monitoring,
            port: 9090,
          },
        },
        metrics: { serviceMonitor: { enabled: true } },
      },
    });
  }
}
