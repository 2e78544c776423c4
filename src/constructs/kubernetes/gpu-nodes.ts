/**
 * Label of the nodes with GPUs, and the tolerations that a pod needs to run there: for the pool's taint and the GPU
 * taint.
 */
export const GPU_NODES = {
  labels: { "mlops/pool": "gpu" },
  tolerations: [
    { key: "mlops/pool", operator: "Equal", value: "gpu", effect: "NoSchedule" },
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ],
} as const;
