import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** Nodes with one purpose that Karpenter creates, from zero up to a limit. */
export interface KarpenterPool {
  /** Label `mlops/pool` of the nodes. */
  readonly purpose: string;
  /** Capacity types of the nodes. With both, Karpenter uses spot while it is available. */
  readonly capacity: readonly ("on-demand" | "spot")[];
  readonly architecture: "amd64" | "arm64";
  /** Boot disk, in GiB. */
  readonly diskGiB: number;
  /** The nodes have NVIDIA GPUs: only pods that request one run there. @default false */
  readonly gpu?: boolean;
  /** Only pods that tolerate `mlops/pool=<purpose>` run here. @default false; GPU pools are always reserved */
  readonly reserved?: boolean;
  /** EC2 instance types. @default - the cheapest type of the general-purpose families that fits the pending pods */
  readonly instanceTypes?: readonly string[];
  /** Limits for all nodes together. */
  readonly limits: { readonly cpu: number; readonly gpus?: number };
}

export interface KarpenterProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly clusterName: string;
  /** Queue with interruption events. */
  readonly interruptionQueue: string;
  readonly instanceProfile: string;
  /** ARN of the key for the nodes' disks. */
  readonly diskKey: string;
  /**
   * Release of the EKS-optimized AL2023 images, e.g. `v20260818`; the variant that suits the instance, with NVIDIA's
   * driver on GPU nodes.
   */
  readonly nodeImage: string;
  readonly pools: readonly KarpenterPool[];
  /**
   * Maintenance window in UTC for replacing nodes that have drifted from their pool's specification: after an upgrade,
   * all of them have.
   */
  readonly maintenanceWindow: { readonly day: string; readonly start: string; readonly hours: number };
  /** Tags of the instances and disks. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Creates a fitting node of the cheapest allowed type when pods are unschedulable, and removes it when it is no longer
 * needed. https://karpenter.sh
 */
export class Karpenter extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id, "karpenter", { existing: NAMESPACES["kube-system"] }, props);
    this.identity = props.identity;
    // 625 MiB with 2,000 pods that wait for a node. The program limits itself to 90% of the memory limit.
    const controller = this.workload("karpenter", { replicas: 2, cpuMillis: 200, memoryMiB: 1024, pool: "system" });
    this.install("karpenter-crd", {});
    this.install(
      "karpenter",
      {
        replicas: controller.replicas,
        serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        settings: { clusterName: props.clusterName, interruptionQueue: props.interruptionQueue, eksControlPlane: true },
        controller: { resources: resources(controller) },
        // It must not run on a node that it created itself.
        nodeSelector: { "mlops/pool": "system" },
        serviceMonitor: { enabled: true },
      },
      { skipCrds: true },
    );
    this.apply("node-pools", [
      ...props.pools.map((pool) => nodeClass(pool, props)),
      ...props.pools.map((pool) => nodePool(pool, props)),
    ]);
  }
}

/**
 * Pods per node: with prefix delegation, addresses are not the limit; the kubelet is.
 * https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#determine-max-pods
 */
const MAX_PODS = 110;

/** https://karpenter.sh/docs/concepts/nodeclasses/ */
function nodeClass(
  { purpose, diskGiB }: KarpenterPool,
  { clusterName, instanceProfile, diskKey, nodeImage, tags }: KarpenterProps,
): Manifest {
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: purpose },
    spec: {
      instanceProfile,
      amiSelectorTerms: [{ alias: `al2023@${nodeImage}` }],
      kubelet: { maxPods: MAX_PODS },
      subnetSelectorTerms: [{ tags: { "kubernetes.io/role/internal-elb": "1", Name: `${clusterName}-private-*` } }],
      securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": clusterName } }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: `${diskGiB}Gi`,
            encrypted: true,
            kmsKeyID: diskKey,
            deleteOnTermination: true,
          },
        },
      ],
      tags: { ...tags },
    },
  };
}

/** https://karpenter.sh/docs/concepts/nodepools/ */
function nodePool(pool: KarpenterPool, { maintenanceWindow }: KarpenterProps): Manifest {
  const { purpose, limits, gpu = false, reserved = false } = pool;
  const forJobs = gpu || reserved;
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: purpose },
    spec: {
      template: {
        metadata: { labels: { "mlops/pool": purpose, ...(gpu && { "nvidia.com/gpu.present": "true" }) } },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: purpose },
          requirements: requirements(pool),
          taints: [
            ...(forJobs ? [{ key: "mlops/pool", value: purpose, effect: "NoSchedule" }] : []),
            ...(gpu ? [{ key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" }] : []),
          ],
          // Nodes are replaced after a month, which clears leftovers of pods and applies image fixes.
          expireAfter: "720h",
          // A job that must not be disrupted finishes first, however long it takes; a service can't keep its node
          // forever.
          ...(!forJobs && { terminationGracePeriod: "24h" }),
        },
      },
      limits: {
        cpu: limits.cpu.toString(),
        ...(limits.gpus !== undefined && { "nvidia.com/gpu": limits.gpus.toString() }),
      },
      disruption: {
        // Moving a job to a cheaper node restarts it.
        ...(forJobs
          ? { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" }
          : { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "10m" }),
        budgets: [{ nodes: "10%" }, { nodes: "0", reasons: ["Drifted"], ...outside(maintenanceWindow) }],
      },
    },
  };
}

function requirements({ capacity, architecture, instanceTypes }: KarpenterPool): JsonObject[] {
  const among = (key: string, values: readonly string[]) => ({ key, operator: "In", values: [...values] });
  return [
    among("karpenter.sh/capacity-type", capacity),
    among("kubernetes.io/arch", [architecture]),
    among("kubernetes.io/os", ["linux"]),
    ...(instanceTypes
      ? [among("node.kubernetes.io/instance-type", instanceTypes)]
      : [
          among("karpenter.k8s.aws/instance-category", ["c", "m", "r"]),
          { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
          // On a node with one processor, daemon sets use most of the capacity.
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["1"] },
        ]),
  ];
}

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The whole week except the window: a Karpenter budget has a start, as a cron expression, and a duration. */
function outside({ day, start, hours }: KarpenterProps["maintenanceWindow"]) {
  const [hour = 0, minute = 0] = start.split(":").map(Number);
  const end = DAYS.indexOf(day) * 24 + hour + hours;
  return {
    schedule: `${minute} ${end % 24} * * ${Math.floor(end / 24) % 7}`,
    duration: `${7 * 24 - hours}h`,
  };
}
