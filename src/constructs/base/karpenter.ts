import type * as contracts from "../../contracts";
import type { Construct } from "../../framework/terraform";
import { Component, type ComponentProps } from "../kubernetes/component";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { resources } from "../kubernetes/workload";

export interface KarpenterProps extends ComponentProps {
  readonly identity: contracts.WorkloadIdentity;
  readonly clusterName: string;
  /** Queue that announces which nodes go. */
  readonly interruptionQueue: string;
  readonly instanceProfile: string;
  /** ARN of the key for the nodes' disks. */
  readonly diskKey: string;
  readonly pool: {
    /** Label and taint `mlops/pool` of the nodes: they stand in for the pool of this purpose. */
    readonly purpose: string;
    readonly capacity: "on-demand" | "spot";
    readonly architecture: "amd64" | "arm64";
    readonly diskGiB: number;
    /** Processors of all nodes together. */
    readonly cpuLimit: number;
  };
  /** Tags of the instances and disks. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Makes the node that fits when no pool has room, of whichever type is cheapest, and takes it away when it is empty.
 * https://karpenter.sh
 */
export class Karpenter extends Component {
  override readonly identity: contracts.WorkloadIdentity;

  constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id, "karpenter", { existing: NAMESPACES["kube-system"] }, props);
    this.identity = props.identity;
    const controller = this.workload("karpenter", { replicas: 2, cpuMillis: 200, memoryMiB: 512 });
    this.install("karpenter-crd", {});
    this.install(
      "karpenter",
      {
        replicas: controller.replicas,
        serviceAccount: { name: props.identity.serviceAccount, annotations: props.identity.annotations },
        settings: { clusterName: props.clusterName, interruptionQueue: props.interruptionQueue },
        controller: { resources: resources(controller) },
        // It must not run on a node of its own making.
        nodeSelector: { "mlops/pool": "system" },
        serviceMonitor: { enabled: true },
      },
      { skipCrds: true },
    );
    this.apply("node-pools", [nodeClass(props), nodePool(props)]);
  }
}

/** https://karpenter.sh/docs/concepts/nodeclasses/ */
function nodeClass({ clusterName, instanceProfile, diskKey, pool, tags }: KarpenterProps): Manifest {
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name: pool.purpose },
    spec: {
      instanceProfile,
      // Nodes live for a month at most, so that a new image reaches all of them.
      amiSelectorTerms: [{ alias: "al2023@latest" }],
      subnetSelectorTerms: [{ tags: { "kubernetes.io/role/internal-elb": "1", Name: `${clusterName}-private-*` } }],
      securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": clusterName } }],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: `${pool.diskGiB}Gi`,
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
function nodePool({ pool }: KarpenterProps): Manifest {
  const requirement = (key: string, values: readonly string[]) => ({ key, operator: "In", values });
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: pool.purpose },
    spec: {
      template: {
        metadata: { labels: { "mlops/pool": pool.purpose } },
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: pool.purpose },
          requirements: [
            requirement("karpenter.sh/capacity-type", [pool.capacity]),
            requirement("kubernetes.io/arch", [pool.architecture]),
            requirement("karpenter.k8s.aws/instance-category", ["c", "m", "r"]),
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
          ],
          taints: [{ key: "mlops/pool", value: pool.purpose, effect: "NoSchedule" }],
          expireAfter: "720h",
        },
      },
      limits: { cpu: pool.cpuLimit.toString() },
      disruption: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "5m" },
    },
  };
}
