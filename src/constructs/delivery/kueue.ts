import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** What a team may use at a time. */
export interface TeamQueue {
  readonly name: string;
  /** Processors. */
  readonly cpu: number;
  readonly memoryGiB: number;
  readonly gpus: number;
}

export interface KueueProps extends ComponentProps {
  readonly queues: readonly TeamQueue[];
}

/** Queues jobs until their team's share has room; what one team leaves idle, the others borrow. https://kueue.sigs.k8s.io */
export class Kueue extends Component {
  constructor(scope: Construct, id: string, props: KueueProps) {
    super(scope, id, "kueue", { name: NAMESPACES.kueue, admits: [NAMESPACES.monitoring], openPorts: [9443] }, props);
    const manager = this.workload("kueue-controller-manager", { replicas: 2, cpuMillis: 100, memoryMiB: 512 });
    this.install("kueue", {
      enableCertManager: true,
      enablePrometheus: true,
      metrics: { prometheusNamespace: this.namespace },
      controllerManager: {
        replicas: manager.replicas,
        ...this.spread({ "app.kubernetes.io/name": "kueue" }),
        podDisruptionBudget: { enabled: this.highlyAvailable, minAvailable: 1 },
        // The chart in Git names a staging registry.
        manager: {
          resources: resources(manager),
          image: { repository: "registry.k8s.io/kueue/kueue", tag: "v0.19.2" },
        },
      },
    });
    this.apply("flavors", [
      flavor("general", { "mlops/pool": "general" }),
      flavor("gpu", { "mlops/pool": "gpu" }),
      ...props.queues.map(clusterQueue),
    ]);
  }
}

function flavor(name: string, nodeLabels: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "ResourceFlavor", metadata: { name }, spec: { nodeLabels } };
}

function clusterQueue({ name, cpu, memoryGiB, gpus }: TeamQueue): Manifest {
  return {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ClusterQueue",
    metadata: { name },
    spec: {
      cohortName: "platform",
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
      preemption: { reclaimWithinCohort: "Any", withinClusterQueue: "LowerPriority" },
      resourceGroups: [
        {
          coveredResources: ["cpu", "memory"],
          flavors: [
            {
              name: "general",
              resources: [
                { name: "cpu", nominalQuota: cpu.toString() },
                { name: "memory", nominalQuota: `${memoryGiB}Gi` },
              ],
            },
          ],
        },
        {
          coveredResources: ["nvidia.com/gpu"],
          flavors: [{ name: "gpu", resources: [{ name: "nvidia.com/gpu", nominalQuota: gpus.toString() }] }],
        },
      ],
    },
  };
}
