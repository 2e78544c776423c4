/** Purpose of a node pool. Workloads choose a pool by the label and taint `mlops/pool`. */
export type PoolPurpose = "system" | "general" | "spot" | "gpu";

export const POOL_PURPOSES = ["system", "general", "spot", "gpu"] as const satisfies readonly PoolPurpose[];

/** Pools without taints: their nodes accept every pod, such as the platform's own. Pods that don't fit on one run on the other. */
export const UNTAINTED_POOLS: readonly PoolPurpose[] = ["system", "general"];
