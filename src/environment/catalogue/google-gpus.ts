import { machineType } from "./machine-types";

/**
 * The GPU that a machine type is sold with. GKE wants it named although it can't be chosen.
 * https://cloud.google.com/compute/docs/gpus
 */
export interface AttachedGpus {
  readonly type: string;
  readonly count: number;
}

/** The first part of a machine type's name, and the GPU that it stands for. */
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

/** The GPUs of a machine type; `undefined` for types without. */
export function gpusOf(name: string): AttachedGpus | undefined {
  const type = GPU_TYPES.find(([start]) => name.startsWith(start))?.[1];
  const count = machineType("google", name)?.gpus;
  return type && count ? { type, count } : undefined;
}
