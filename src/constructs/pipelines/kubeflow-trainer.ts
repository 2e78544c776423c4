import { IMAGES, JOBSET } from "../../catalogue/images";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { disruptionBudget } from "../kubernetes/disruption-budget";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { mirroredImage } from "../kubernetes/mirror";
import { podMonitor } from "../kubernetes/monitor";
import { NAMESPACES } from "../kubernetes/names";
import { resources, SECCOMP } from "../kubernetes/workload";

const MANAGER = { "app.kubernetes.io/name": "kubeflow-trainer", "app.kubernetes.io/component": "manager" };

/** Distributed training as one object, `TrainJob`. https://www.kubeflow.org/docs/components/trainer/ */
export class KubeflowTrainer extends Component {
  constructor(scope: Construct, id: string, props: ComponentProps) {
    super(
      scope,
      id,
      "kubeflow-trainer",
      { name: NAMESPACES["kubeflow-trainer"], admits: [NAMESPACES.monitoring], webhookPorts: [9443] },
      props,
    );
    const manager = this.workload("kubeflow-trainer-controller-manager", {
      replicas: 2,
      cpuMillis: 50,
      memoryMiB: 256,
    });
    // The requests that its chart sets.
    this.workload("jobset-controller", { cpuMillis: 500, memoryMiB: 128 });
    this.define("kubeflow-trainer", { jobset: { install: true } });
    this.install(
      "kubeflow-trainer",
      {
        jobset: { install: true, image: JOBSET },
        manager: {
          replicas: manager.replicas,
          resources: resources(manager),
          ...this.apart(MANAGER),
          config: {
            leaderElection: { leaderElect: this.highlyAvailable },
            // Prometheus has no client certificate; the namespace allows only Prometheus to connect to the port.
            metrics: { secureServing: false },
          },
        },
        // The chart creates its runtimes with a job that downloads kubectl as root: no namespace here allows it.
        runtimes: { defaultEnabled: false },
      },
      { skipCrds: true },
    );
    this.apply("runtimes", [
      podMonitor({
        name: "kubeflow-trainer",
        namespace: this.namespace,
        label: ["app.kubernetes.io/name", "kubeflow-trainer"],
        port: "metrics",
      }),
      this.runtime("torch", IMAGES.torchRuntime),
      this.runtime("xgboost", IMAGES.xgboostRuntime),
    ]);
    if (this.highlyAvailable) {
      this.apply("disruption-budget", [disruptionBudget(manager.name, this.namespace, MANAGER)]);
    }
  }

  /**
   * Runtimes that a `TrainJob` refers to: how the nodes of a framework find each other, and the image that they run.
   */
  private runtime(framework: "torch" | "xgboost", image: string): Manifest {
    const pod = {
      securityContext: { ...SECCOMP, runAsNonRoot: true, runAsUser: 1000 },
      containers: [
        {
          name: "node",
          image: mirroredImage(image, this.mirror),
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      ],
    };
    const node = {
      name: "node",
      template: {
        metadata: { labels: { "trainer.kubeflow.org/trainjob-ancestor-step": "trainer" } },
        spec: { template: { spec: pod } },
      },
    };
    return {
      apiVersion: "trainer.kubeflow.org/v1alpha1",
      kind: "ClusterTrainingRuntime",
      metadata: { name: `${framework}-distributed`, labels: { "trainer.kubeflow.org/framework": framework } },
      spec: { mlPolicy: { numNodes: 1, [framework]: {} }, template: { spec: { replicatedJobs: [node] } } },
    };
  }
}
