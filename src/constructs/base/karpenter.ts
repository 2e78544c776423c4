import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

/** Nodes of one purpose that Karpenter makes, from none up to a limit. */
export interface KarpenterPool {
  /** Label `mlops/pool` of the nodes. */
  readonly purpose: string;
  /** Kinds of capacity that the nodes may have. Of both, Karpenter takes spot as long as there is any. */
  readonly capacity: readonly ("on-demand" | "spot")[];
  readonly architecture: "amd64" | "arm64";
  /** Boot disk, in GiB. */
  readonly diskGiB: number;
  /** The nodes have NVIDIA GPUs: only pods that ask for one land there. @default false */
  readonly gpu?: boolean;
  /** Keeps every pod away that does not tolerate `mlops/pool=<purpose>`. @default false; GPU pools are always reserved */
  readonly reserved?: boolean;
  /** EC2 instance types. @default - whichever of the general families fits the pending pods most cheaply */
  readonly instanceTypes?: readonly string[];
  /** Of all nodes together. */
  readonly limits: { readonly cpu: number; readonly gpus?: number };
}

export interface KarpenterProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly clusterName: string;
  /** Queue that announces which nodes go. */
  readonly interruptionQueue: string;
  readonly instanceProfile: string;
  /** ARN of the key for the nodes' disks. */
  readonly diskKey: string;
  /** Release of the EKS-optimized AL2023 images, e.g. `v20260818`; of each the variant that suits the instance, with NVIDIA's driver on GPU nodes. */
  readonly nodeImage: string;
  readonly pools: readonly KarpenterPool[];
  /** When nodes that are no longer what their pool says are replaced, in UTC: after an upgrade, all of them are. */
  readonly maintenanceWindow: { readonly day: string; readonly start: string; readonly hours: number };
  /** Tags of the instances and disks. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes the node that fits when pods find none, of whichever allowed type is cheapest, and removes it when it is no
 * longer needed. https://karpenter.sh
 */
export class Karpenter extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id, "karpenter", { existing: NAMESPACES["kube-system"] }, props);
    this.identity = props.identity;
    const controller = this.workload("karpenter", { replicas: 2, cpuMillis: 200, memoryMiB: 512, pool: "system" });
    this.install("karpenter-crd", {});
    this.install(
      "karpenter",
      {
        replicas: controller.replicas,
        serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        settings: { clusterName: props.clusterName, interruptionQueue: props.interruptionQueue, eksControlPlane: true },
        controller: { resources: resources(controller) },
        // It must not run on a node of its own making.
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

/** Pods of a node: with prefix delegation addresses are no limit, and beyond this the kubelet is. https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html#determine-max-pods */
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
          // No node grows old: what its pods left behind, and what an image lacks, goes with it after a month.
          expireAfter: "720h",
          // A job that may not be disturbed ends first, however long it takes; a service doesn't hold its node for ever.
          ...(!forJobs && { terminationGracePeriod: "24h" }),
        },
      },
      limits: {
        cpu: limits.cpu.toString(),
        ...(limits.gpus !== undefined && { "nvidia.com/gpu": limits.gpus.toString() }),
      },
      disruption: {
        // Moving a job to a cheaper node starts it again.
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
          // Of a node with one processor, what runs on every node takes most.
          { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["1"] },
        ]),
  ];
}

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** All week but the window: a budget of Karpenter says when it begins, in cron's form, and how long it lasts. */
function outside({ day, start, hours }: KarpenterProps["maintenanceWindow"]) {
  const [hour = 0, minute = 0] = start.split(":").map(Number);
  const end = DAYS.indexOf(day) * 24 + hour + hours;
  return {
    schedule: `${minute} ${end % 24} * * ${Math.floor(end / 24) % 7}`,
    duration: `${7 * 24 - hours}h`,
  };
}
