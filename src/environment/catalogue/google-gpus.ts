/**
 * The GPU that a machine type is sold with. GKE wants it named although it can't be chosen.
 * https://cloud.google.com/compute/docs/gpus
 */
export interface AttachedGpus {
  readonly type: string;
  readonly count: number;
}

const L4_BY_G2_VCPUS: Readonly<Record<string, number>> = { 4: 1, 8: 1, 12: 1, 16: 1, 24: 2, 32: 1, 48: 4, 96: 8 };

/** The GPUs of a machine type; `undefined` for types without. */
export function gpusOf(machineType: string): AttachedGpus | undefined {
  const [family, kind, size = ""] = machineType.split("-");
  if (family === "g2") return { type: "nvidia-l4", count: L4_BY_G2_VCPUS[size] ?? 1 };
  if (family === "a2") {
    return { type: kind === "ultragpu" ? "nvidia-a100-80gb" : "nvidia-tesla-a100", count: Number.parseInt(size, 10) };
  }
  return undefined;
}
