import type { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";

export interface NodePoolProps {
  /** Minimum number of nodes across all zones. @default 0, scale to zero */
  readonly min?: number;
  /** Maximum number of nodes across all zones. */
  readonly max: number;
  /** Compute Engine machine type; its family determines the architecture. */
  readonly machineType: string;
  /** @default "on-demand" */
  readonly capacity?: "on-demand" | "spot";
  /** GPUs of each node: only pods that request one run there. @default - none */
  readonly gpu?: { readonly type: string; readonly count: number };
  /** Only pods that tolerate `mlops/pool=<purpose>` run here. @default false; GPU pools are always reserved */
  readonly reserved?: boolean;
  /** Boot disk, in GiB. @default 100 */
  readonly diskGiB?: number;
  /** Labels for instances and disks, which the provider's default labels don't reach. @default - none */
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

/** A node pool with one purpose. Pods select it by the label `mlops/pool`. */
export class NodePool extends Construct {
  readonly nodePool: ContainerNodePool;

  constructor(scope: Construct, id: string, props: NodePoolProps & NodePoolContext) {
    super(scope, id);
    const { purpose, min = 0, max, capacity = "on-demand" } = props;
    this.nodePool = new ContainerNodePool(this, "node-pool", {
      name: purpose,
      cluster: props.cluster.id,
      nodeLocations: [...props.zones],
      // Per zone. The autoscaler only uses the minimum when it scales down; it never scales up to it:
      // https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-autoscaler#node_pool_size_mismatching
      initialNodeCount: Math.floor(min / props.zones.length),
      autoscaling: {
        totalMinNodeCount: min,
        totalMaxNodeCount: max,
        // Spot and GPU capacity is used wherever it is available; everything else is spread in case a zone fails.
        locationPolicy: capacity === "spot" || props.gpu ? "ANY" : "BALANCED",
      },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
      nodeConfig: this.nodeConfig(props),
      // The autoscaler changes the number of nodes; release channel upgrades change the version.
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
      // IAM controls what the account may do; scopes would only obscure it.
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
