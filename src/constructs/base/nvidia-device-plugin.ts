import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { GPU_NODES } from "../kubernetes/gpu-nodes";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** Makes the GPUs of a node available to pods; built into GKE. One pod runs on each GPU node. */
export class NvidiaDevicePlugin extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "nvidia-device-plugin", { existing: NAMESPACES["kube-system"] }, props);
    const plugin = this.daemon({
      name: "nvidia-device-plugin",
      cpuMillis: 10,
      memoryMiB: 64,
      pool: GPU_NODES.labels["mlops/pool"],
    });
    this.install("nvidia-device-plugin", {
      nodeSelector: GPU_NODES.labels,
      // By default the chart requires labels of node feature discovery, which nothing else needs.
      affinity: null,
      nfd: { enabled: false },
      gfd: { enabled: false },
      tolerations: GPU_NODES.tolerations,
      resources: resources(plugin),
    });
  }
}
