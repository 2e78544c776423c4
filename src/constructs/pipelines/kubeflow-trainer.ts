import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { resources } from "../kubernetes/workload";

/** Distributed training as one object, `TrainJob`. https://www.kubeflow.org/docs/components/trainer/ */
export class KubeflowTrainer extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(scope, id, "kubeflow-trainer", { name: "kubeflow-trainer", openPorts: [9443] }, props);
    const manager = this.workload("kubeflow-trainer-controller-manager", {
      replicas: 2,
      cpuMillis: 50,
      memoryMiB: 256,
    });
    this.install("kubeflow-trainer", {
      jobset: { install: true },
      manager: {
        replicas: manager.replicas,
        resources: resources(manager),
        config: { leaderElection: { leaderElect: this.highlyAvailable } },
      },
      runtimes: { defaultEnabled: true },
    });
  }
}
