import { componentsOf } from "../catalogue/profiles";
import { machineType } from "../facts/machine-types";
import type { CloudEnvironment, Environment, PoolPurpose } from "./environment";
import { POOL_PURPOSES, UNTAINTED_POOLS } from "./pool-purpose";

/** The nodes that can be added to a pool's minimum and removed again. */
export interface PoolGrowth {
  readonly purpose: PoolPurpose;
  /** Processors of all added nodes together. */
  readonly cpu: number;
  readonly memoryGiB: number;
  /** GPUs of all added nodes together. */
  readonly gpus: number;
}

/**
 * The autoscaler of an environment's node pools. GKE has its own; a managed node group of EKS keeps its size unless a
 * component on the cluster scales it. `undefined` if there is no autoscaler, or if the nodes are not the toolkit's.
 */
export function nodeScaler({
  cloud,
  platform,
}: Pick<Environment, "cloud" | "platform">): "gke" | "karpenter" | undefined {
  if (cloud.provider === "google") return "gke";
  const chosen = platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
  return chosen.includes("karpenter") ? "karpenter" : undefined;
}

/** What can be added to each pool, from `min` to `max`, counted in nodes of its largest machine type. */
export function growth(environment: CloudEnvironment): readonly PoolGrowth[] {
  const pools = nodeScaler(environment) === undefined ? [] : POOL_PURPOSES;
  const each = pools.map((purpose) => growthOf(purpose, environment));
  return nodeScaler(environment) === "karpenter" ? withoutSystem(each) : each;
}

/** Karpenter runs on the system nodes and never adds any; it adds general nodes instead. */
function withoutSystem(pools: readonly PoolGrowth[]): PoolGrowth[] {
  const untainted = pools.filter(({ purpose }) => UNTAINTED_POOLS.includes(purpose));
  const sum = (size: "cpu" | "memoryGiB" | "gpus") => untainted.reduce((total, pool) => total + pool[size], 0);
  const general = { purpose: "general", cpu: sum("cpu"), memoryGiB: sum("memoryGiB"), gpus: sum("gpus") } as const;
  return [general, ...pools.filter(({ purpose }) => !UNTAINTED_POOLS.includes(purpose))];
}

function growthOf(purpose: PoolPurpose, { cloud, nodePools }: CloudEnvironment): PoolGrowth {
  const machines = cloud.machineTypes[purpose].flatMap((type) => machineType(cloud.provider, type) ?? []);
  const { min, max } = nodePools[purpose];
  const most = (size: "vcpu" | "memoryGiB" | "gpus") =>
    (max - min) * Math.max(0, ...machines.map((machine) => machine[size]));
  return { purpose, cpu: most("vcpu"), memoryGiB: most("memoryGiB"), gpus: most("gpus") };
}
