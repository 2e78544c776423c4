import type { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";

export interface NodePoolProps {
  /** Fewest nodes over all zones. @default 0, scale to zero */
  readonly min?: number;
  /** Most nodes over all zones. */
  readonly max: number;
  /** Compute Engine machine type; its family decides the architecture. */
  readonly machineType: string;
  /** @default "on-demand" */
  readonly capacity?: "on-demand" | "spot";
  /** GPUs of each node: only pods that ask for one land there. @default - none */
  readonly gpu?: { readonly type: string; readonly count: number };
  /** Keeps every pod away that does not tolerate `mlops/pool=<purpose>`. @default false; GPU pools are always reserved */
  readonly reserved?: boolean;
  /** Boot disk, in GiB. @default 100 */
  readonly diskGiB?: number;
  /** Labels for instances and disks, where the provider's default labels don't reach. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

interface NodePoolContext {
  readonly purpose: string;
  readonly cluster: ContainerCluster;
  readonly zones: readonly string[];
  readonly serviceAccount: string;
  readonly nodeTag: string;
  readonly key: contracts.EncryptionKey;
}

/** A node pool of one purpose. Pods choose it by the label `mlops/pool`. */
export class NodePool extends Construct {
  readonly nodePool: ContainerNodePool;

  constructor(scope: Construct, id: string, props: NodePoolProps & NodePoolContext) {
    super(scope, id);
    const { purpose, min = 0, max, capacity = "on-demand" } = props;
    this.nodePool = new ContainerNodePool(this, "node-pool", {
      name: purpose,
      cluster: props.cluster.id,
      nodeLocations: [...props.zones],
      // In each zone. The autoscaler looks at the smallest size only when it takes nodes away, it never fills up to it:
      // https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-autoscaler#node_pool_size_mismatching
      initialNodeCount: Math.floor(min / props.zones.length),
      autoscaling: {
        totalMinNodeCount: min,
        totalMaxNodeCount: max,
        // Spot and GPU capacity is where it is; everything else is spread for the day that a zone is lost.
        locationPolicy: capacity === "spot" || props.gpu ? "ANY" : "BALANCED",
      },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      nodeConfig: this.nodeConfig(props),
      // The autoscaler moves the number of nodes, channel upgrades move the version.
      lifecycle: { ignoreChanges: ["initial_node_count", "version"] },
    });
    waitFor(this.nodePool, props.key);
  }

  private nodeConfig(props: NodePoolProps & NodePoolContext) {
    const { purpose, machineType, capacity, gpu, diskGiB = 100, labels = {} } = props;
    return {
      machineType,
      spot: capacity === "spot",
      diskSizeGb: diskGiB,
      diskType: "pd-balanced",
      bootDiskKmsKey: props.key.id,
      imageType: "COS_CONTAINERD",
      serviceAccount: props.serviceAccount,
      // IAM decides what the account may do; scopes would only hide it.
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      tags: [props.nodeTag],
      labels: { "mlops/pool": purpose },
      resourceLabels: { ...labels },
      metadata: { "disable-legacy-endpoints": "true" },
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      workloadMetadataConfig: { mode: "GKE_METADATA" },
      taint: taints(props),
      ...(gpu && {
        guestAccelerator: [
          { type: gpu.type, count: gpu.count, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
        ],
      }),
    };
  }
}

function taints({ purpose, gpu, reserved = false }: NodePoolProps & NodePoolContext) {
  return [
    ...(gpu || reserved ? [{ key: "mlops/pool", value: purpose, effect: "NO_SCHEDULE" }] : []),
    ...(gpu ? [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }] : []),
  ];
}
