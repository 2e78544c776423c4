import { machineType } from "./machine-types";

/**
 * The GPUs that are attached to a machine type. GKE requires the GPU type even though it is fixed.
 * https://cloud.google.com/compute/docs/gpus
 */
export interface AttachedGpus {
  readonly type: string;
  readonly count: number;
}

/** The prefix of a machine type's name, and its GPU. */
const GPU_TYPES = [
  ["a2-ultragpu-", "nvidia-a100-80gb"],
  ["a2-", "nvidia-tesla-a100"],
  ["a3-megagpu-", "nvidia-h100-mega-80gb"],
  ["a3-ultragpu-", "nvidia-h200-141gb"],
  ["a3-", "nvidia-h100-80gb"],
  ["a4x-", "nvidia-gb200"],
  ["a4-", "nvidia-b200"],
  ["g2-", "nvidia-l4"],
  ["g4-", "nvidia-rtx-pro-6000"],
] as const;

/** The GPU of a machine type, included in the machine's price; `undefined` for types without GPUs. */
export function gpuType(machine: string): string | undefined {
  return GPU_TYPES.find(([start]) => machine.startsWith(start))?.[1];
}

/** The GPUs of a machine type; `undefined` for types without GPUs. */
export function gpusOf(name: string): AttachedGpus | undefined {
  const type = gpuType(name);
  const count = machineType("google", name)?.gpus;
  return type && count ? { type, count } : undefined;
}
