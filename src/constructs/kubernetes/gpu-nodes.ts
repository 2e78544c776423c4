/** Label of the nodes with GPUs, and what a pod has to tolerate to run there: the pool's taint and the GPUs' own. */
export const GPU_NODES = {
  labels: { "mlops/pool": "gpu" },
  tolerations: [
    { key: "mlops/pool", operator: "Equal", value: "gpu", effect: "NoSchedule" },
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ],
} as const;
