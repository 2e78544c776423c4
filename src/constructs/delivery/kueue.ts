import { CATALOGUE } from "../../catalogue/catalogue";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import { GPU_NODES } from "../kubernetes/gpu-nodes";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES, TEAM_LABEL } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** What a team may use at the same time. */
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

/**
 * The chart's own configuration, except that only jobs of teams are managed. By default Kueue's webhooks, which fail
 * closed, intercept every job, pod, deployment and stateful set of the platform.
 * https://kueue.sigs.k8s.io/docs/tasks/manage/enforce_job_management/opt_in_namespace_management/
 */
const MANAGER: JsonObject = {
  apiVersion: "config.kueue.x-k8s.io/v1beta2",
  kind: "Configuration",
  health: { healthProbeBindAddress: ":8081" },
  metrics: { bindAddress: ":8443" },
  webhook: { port: 9443 },
  leaderElection: { leaderElect: true, resourceName: "c1f6bfd2.kueue.x-k8s.io" },
  controller: {
    groupKindConcurrency: {
      "Job.batch": 5,
      Pod: 5,
      "Workload.kueue.x-k8s.io": 10,
      "LocalQueue.kueue.x-k8s.io": 5,
      "ClusterQueue.kueue.x-k8s.io": 5,
      "ResourceFlavor.kueue.x-k8s.io": 1,
    },
  },
  clientConnection: { qps: 300, burst: 500 },
  managedJobsNamespaceSelector: { matchExpressions: [{ key: TEAM_LABEL, operator: "Exists" }] },
  integrations: { frameworks: ["batch/job", "jobset.x-k8s.io/jobset", "trainer.kubeflow.org/trainjob"] },
};

/**
 * Queues jobs until their team's share has capacity; teams may borrow idle capacity from others.
 * https://kueue.sigs.k8s.io
 */
export class Kueue extends Component {
  constructor(scope: Construct, id: string, props: KueueProps) {
    super(
      scope,
      id,
      "kueue",
      { name: NAMESPACES.kueue, admits: [NAMESPACES.monitoring], webhookPorts: [8082, 9443] },
      props,
    );
    const manager = this.workload("kueue-controller-manager", { replicas: 2, cpuMillis: 100, memoryMiB: 512 });
    this.install("kueue", {
      enableCertManager: true,
      enablePrometheus: true,
      metrics: { prometheusNamespace: this.namespace },
      managerConfig: { controllerManagerConfigYaml: JSON.stringify(MANAGER) },
      controllerManager: {
        replicas: manager.replicas,
        ...this.spread({ "app.kubernetes.io/name": "kueue" }),
        podDisruptionBudget: { enabled: this.highlyAvailable, minAvailable: 1 },
        // The chart in Git names a staging registry.
        manager: {
          resources: resources(manager),
          image: {
            repository: "registry.k8s.io/kueue/kueue",
            tag: `v${CATALOGUE.kueue.version}`,
            // By default Kubernetes calls the registry at every start, also for an image that the node has.
            pullPolicy: "IfNotPresent",
          },
        },
      },
    });
    this.apply("flavors", [
      // Without labels: a job with a GPU gets both flavors, and of two values for one label Kueue keeps an arbitrary
      // one.
      // https://github.com/kubernetes-sigs/kueue/blob/v0.19.2/pkg/podset/podset.go
      flavor("general", {}),
      flavor("gpu", { nodeLabels: GPU_NODES.labels, tolerations: GPU_NODES.tolerations }),
      ...props.queues.map(clusterQueue),
    ]);
  }
}

/** An admitted job gets the labels as its node selector, and the tolerations. */
function flavor(name: string, spec: JsonObject): Manifest {
  return { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "ResourceFlavor", metadata: { name }, spec };
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
