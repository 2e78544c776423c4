/** Purposes of the node pools that every environment has. */
export const POOL_PURPOSES = ["system", "general", "spot", "gpu"] as const;

/** Purpose of a node pool. Workloads choose a pool by the label and taint `mlops/pool`. */
export type PoolPurpose = (typeof POOL_PURPOSES)[number];

/** Pools without taints: their nodes accept every pod, such as the platform's own. Pods that don't fit on one run on the other. */
export const UNTAINTED_POOLS: readonly PoolPurpose[] = ["system", "general"];
