import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import type * as contracts from "../../contracts";
import { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { Role } from "./role";

export interface NodePoolProps {
  /** Minimum number of nodes across all zones. @default 0, scale to zero */
  readonly min?: number;
  /**
   * Maximum number of nodes across all zones. EKS doesn't scale by itself: growing above `min` needs an autoscaler on
   * the cluster.
   */
  readonly max: number;
  /** EC2 instance types, preferred type first. Listing several makes spot capacity easier to get. */
  readonly instanceTypes: readonly string[];
  /** @default "on-demand" */
  readonly capacity?: "on-demand" | "spot";
  /** @default "amd64" */
  readonly architecture?: "amd64" | "arm64";
  /**
   * The nodes have NVIDIA GPUs: their image includes the driver, and only pods that request a GPU run there.
   * @default false
   */
  readonly gpu?: boolean;
  /** Only pods that tolerate `mlops/pool=<purpose>` run here. @default false; GPU pools are always reserved */
  readonly reserved?: boolean;
  /** Boot disk, in GiB. @default 100 */
  readonly diskGiB?: number;
  /** Tags for instances and disks, which the provider's default tags don't reach. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

interface NodePoolContext {
  readonly purpose: string;
  readonly clusterName: string;
  readonly version: string;
  /** Release of the node image, e.g. `1.35.6-20260818`; it only changes with a commit. */
  readonly releaseVersion: string;
  readonly nodeRole: Role;
  readonly subnetIds: readonly string[];
  readonly key: contracts.EncryptionKey;
}

/** A managed node group with one purpose. Pods select it by the label `mlops/pool`. */
export class NodePool extends Construct {
  readonly launchTemplate: LaunchTemplate;
  readonly nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: NodePoolProps & NodePoolContext) {
    super(scope, id);
    this.launchTemplate = this.createLaunchTemplate(props);
    this.nodeGroup = this.createNodeGroup(props);
    waitFor(this.nodeGroup, props.nodeRole);
  }

  private createLaunchTemplate({
    clusterName,
    purpose,
    diskGiB = 100,
    key,
    tags = {},
  }: NodePoolProps & NodePoolContext) {
    const name = `${clusterName}-${purpose}`;
    return new LaunchTemplate(this, "launch-template", {
      name,
      updateDefaultVersion: true,
      // One hop: pods can't reach the node's credentials; they have their own.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: diskGiB,
            encrypted: "true",
            kmsKeyId: key.id,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: name },
      })),
      tags: { Name: name },
    });
  }

  private createNodeGroup(props: NodePoolProps & NodePoolContext): EksNodeGroup {
    const { purpose, min = 0, max, capacity = "on-demand", gpu = false } = props;
    return new EksNodeGroup(this, "node-group", {
      clusterName: props.clusterName,
      nodeGroupName: purpose,
      nodeRoleArn: props.nodeRole.arn,
      version: props.version,
      releaseVersion: props.releaseVersion,
      subnetIds: [...props.subnetIds],
      instanceTypes: [...props.instanceTypes],
      capacityType: capacity === "spot" ? "SPOT" : "ON_DEMAND",
      amiType: amiType(props),
      scalingConfig: { minSize: min, maxSize: max, desiredSize: min },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: this.launchTemplate.id, version: `\${${this.launchTemplate.fqn}.latest_version}` },
      labels: { "mlops/pool": purpose, ...(gpu && { "nvidia.com/gpu.present": "true" }) },
      taint: taints(props),
      // An autoscaler changes the desired size, and a plan must not change it back. Nothing changes it for a fixed-size
      // group, and EKS rejects a higher minimum while the desired size is below it.
      ...(max > min && { lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] } }),
    });
  }
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType */
function amiType({ architecture = "amd64", gpu = false }: NodePoolProps): string {
  if (gpu) return architecture === "arm64" ? "AL2023_ARM_64_NVIDIA" : "AL2023_x86_64_NVIDIA";
  return architecture === "arm64" ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}

function taints({ purpose, gpu = false, reserved = false }: NodePoolProps & NodePoolContext) {
  return [
    ...(gpu || reserved ? [{ key: "mlops/pool", value: purpose, effect: "NO_SCHEDULE" }] : []),
    ...(gpu ? [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }] : []),
  ];
}
