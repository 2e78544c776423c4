import { machineType } from "../facts/machine-types";
import type { CloudProvider } from "../facts/provider";

/** Capacity for pods. */
export interface Capacity {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

/** Upper bound of a step, and the share that is reserved within it. */
type Steps = readonly (readonly [number, number])[];

/**
 * https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes#cpu_reservations; the EKS image reserves the
 * same.
 */
const CPU_KEPT: Steps = [
  [1000, 0.06],
  [2000, 0.01],
  [4000, 0.005],
  [Number.POSITIVE_INFINITY, 0.0025],
];

/** https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes#memory_and_cpu_reservations */
const MEMORY_KEPT: Steps = [
  [4 * 1024, 0.25],
  [8 * 1024, 0.2],
  [16 * 1024, 0.1],
  [128 * 1024, 0.06],
  [Number.POSITIVE_INFINITY, 0.02],
];

/** Eviction threshold of a node, in MiB. */
export const EVICTION_MIB = 100;

/**
 * The allocatable capacity of a node. EKS reserves 255 MiB plus 11 MiB for each of 110 pods, GKE a share.
 * https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
 */
export function allocatable(provider: CloudProvider, type: string): Capacity | undefined {
  const machine = machineType(provider, type);
  if (!machine) return undefined;
  const cpu = machine.vcpu * 1000;
  const memory = machine.memoryGiB * 1024;
  const memoryKept = provider === "aws" ? 255 + 11 * 110 : kept(memory, MEMORY_KEPT);
  return {
    cpuMillis: Math.floor(cpu - kept(cpu, CPU_KEPT)),
    memoryMiB: Math.floor(memory - memoryKept - EVICTION_MIB),
  };
}

function kept(total: number, steps: Steps): number {
  let from = 0;
  let sum = 0;
  for (const [to, share] of steps) {
    sum += Math.max(0, Math.min(total, to) - from) * share;
    from = to;
  }
  return sum;
}
