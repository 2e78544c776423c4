import { EKS_RELEASES } from "../../catalogue/eks-releases";
import type { KarpenterPool, KarpenterProps } from "../../constructs/base/karpenter";
import type { ComponentProps } from "../../constructs/kubernetes/component";
import type { CloudEnvironment } from "../../environment/environment";
import { tagsOf } from "../../environment/names";
import { growth, type PoolGrowth } from "../../environment/node-growth";

/** Karpenter of an environment: the nodes between the minimum and the maximum of its pools. */
export function karpenterOf(
  environment: CloudEnvironment,
  { clusterName, identity, diskKey }: Pick<KarpenterProps, "clusterName" | "identity" | "diskKey">,
): Omit<KarpenterProps, keyof ComponentProps> {
  const { version, maintenanceWindow } = environment.cluster;
  return {
    identity,
    clusterName,
    interruptionQueue: `${clusterName}-node-interruptions`,
    instanceProfile: `${clusterName}-nodes`,
    diskKey,
    nodeImage: nodeImage(version),
    pools: growth(environment)
      .filter(({ cpu }) => cpu > 0)
      .map((pool) => poolOf(pool, environment)),
    maintenanceWindow,
    tags: tagsOf(environment),
  };
}

function poolOf({ purpose, cpu, gpus }: PoolGrowth, { cloud, nodePools, tier }: CloudEnvironment): KarpenterPool {
  const { capacity, architecture, diskGiB } = nodePools[purpose];
  return {
    purpose,
    // In production, waiting jobs cost more than on-demand prices.
    capacity: capacity === "spot" && tier === "prod" ? ["spot", "on-demand"] : [capacity],
    architecture,
    diskGiB,
    reserved: purpose === "spot",
    ...(purpose === "gpu" && { gpu: true, instanceTypes: cloud.machineTypes.gpu }),
    limits: { cpu, ...(purpose === "gpu" && { gpus }) },
  };
}

/** The release of the managed nodes, in Karpenter's notation: both kinds of nodes run the same image. */
function nodeImage(version: string): string {
  const [, day = ""] = EKS_RELEASES[version]?.nodes.split("-") ?? [];
  return `v${day}`;
}
