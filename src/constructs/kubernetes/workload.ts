import type { JsonObject } from "./json";

/** Pods of a component, as far as capacity is concerned. */
export interface Workload {
  readonly name: string;
  readonly replicas: number;
  /** Requested by each pod, in thousandths of a processor. */
  readonly cpuMillis: number;
  /** Requested by each pod, and its limit, in MiB. */
  readonly memoryMiB: number;
}

/**
 * Requests and limits of a workload's container. Memory is limited to what is requested, so that no pod takes another's;
 * processors are not, because a throttled pod is slow while the node idles.
 */
export function resources({ cpuMillis, memoryMiB }: Pick<Workload, "cpuMillis" | "memoryMiB">) {
  return {
    requests: { cpu: `${cpuMillis}m`, memory: `${memoryMiB}Mi` },
    limits: { memory: `${memoryMiB}Mi` },
  } satisfies JsonObject;
}

/** Keeps replicas of a workload on different nodes and zones. */
export function spread(labels: Readonly<Record<string, string>>): JsonObject[] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  }));
}
