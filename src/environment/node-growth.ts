import { componentsOf } from "../catalogue/profiles";
import { machineType } from "../facts/machine-types";
import type { Environment, PoolPurpose } from "./environment";

/** Nodes that are added to the fewest of a pool, and taken away again. */
export interface PoolGrowth {
  readonly purpose: PoolPurpose;
  /** Processors of all added nodes together. */
  readonly cpu: number;
  readonly memoryGiB: number;
  /** GPUs of all added nodes together. */
  readonly gpus: number;
}

/**
 * What adds nodes to the pools of an environment: GKE does it by itself, a managed node group of EKS keeps its size
 * until something on the cluster changes it. `undefined` where nothing does.
 */
export function nodeScaler({
  cloud,
  platform,
}: Pick<Environment, "cloud" | "platform">): "gke" | "karpenter" | undefined {
  if (cloud.provider === "google") return "gke";
  const chosen = platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
  return chosen.includes("karpenter") ? "karpenter" : undefined;
}

/** Pools whose nodes take every pod: what doesn't fit on the one runs on the other. */
const UNTAINTED: readonly PoolPurpose[] = ["system", "general"];

/** What may be added to the pools, from `min` to `max`, in nodes of the largest machine type of each. */
export function growth(environment: Environment): readonly PoolGrowth[] {
  const pools = nodeScaler(environment) === undefined ? [] : (Object.keys(environment.nodePools) as PoolPurpose[]);
  const each = pools.map((purpose) => growthOf(purpose, environment));
  return nodeScaler(environment) === "karpenter" ? withoutSystem(each) : each;
}

/** Karpenter runs on the system nodes and makes none of them; it makes general ones instead. */
function withoutSystem(pools: readonly PoolGrowth[]): PoolGrowth[] {
  const untainted = pools.filter(({ purpose }) => UNTAINTED.includes(purpose));
  const sum = (size: "cpu" | "memoryGiB" | "gpus") => untainted.reduce((total, pool) => total + pool[size], 0);
  const general = { purpose: "general", cpu: sum("cpu"), memoryGiB: sum("memoryGiB"), gpus: sum("gpus") } as const;
  return [general, ...pools.filter(({ purpose }) => !UNTAINTED.includes(purpose))];
}

function growthOf(purpose: PoolPurpose, { cloud, nodePools }: Environment): PoolGrowth {
  const machines = cloud.machineTypes[purpose].flatMap((type) => machineType(cloud.provider, type) ?? []);
  const { min, max } = nodePools[purpose];
  const most = (size: "vcpu" | "memoryGiB" | "gpus") =>
    (max - min) * Math.max(0, ...machines.map((machine) => machine[size]));
  return { purpose, cpu: most("vcpu"), memoryGiB: most("memoryGiB"), gpus: most("gpus") };
}
