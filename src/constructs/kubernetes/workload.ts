import type { JsonObject } from "./json";

/** Pods of a component, as far as capacity is concerned. */
export interface Workload {
  readonly name: string;
  readonly replicas: number;
  /** Requested by each pod, in thousandths of a processor. */
  readonly cpuMillis: number;
  /** Requested by each pod, and its limit, in MiB. */
  readonly memoryMiB: number;
  /** Label `mlops/pool` that its nodes have to have. @default - any node that takes every pod */
  readonly pool?: string;
}

/** A pod that runs on each node, or on each node of a pool. */
export type Daemon = Omit<Workload, "replicas">;

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

/** Keeps replicas of a workload on different nodes, as long as there are some. */
export function apart(labels: Readonly<Record<string, string>>): JsonObject {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  };
}

/** What the `restricted` level asks of every pod, where a chart leaves it out: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const SECCOMP = { seccompProfile: { type: "RuntimeDefault" } } as const satisfies JsonObject;

/** What the `restricted` level asks of every container. */
export const RESTRICTED = {
  ...SECCOMP,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
} as const satisfies JsonObject;
