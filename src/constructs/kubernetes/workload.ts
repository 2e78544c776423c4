import type { JsonObject } from "./json";

/** Pods of a component, for capacity planning. */
export interface Workload {
  /** Of the object of its kind. */
  readonly name: string;
  /** What runs its pods; `container` is one more container in the pods of another workload. @default "Deployment" */
  readonly kind?: "Deployment" | "StatefulSet" | "CronJob" | "container";
  /**
   * Severity of the alert when it has no available replica: `critical` if users or models are cut off at once. `own`: an
   * alert with another name says so; `none`: nothing can. @default "warning"
   */
  readonly alert?: "critical" | "own" | "none";
  readonly replicas: number;
  /** Requested by each pod, in thousandths of a processor. */
  readonly cpuMillis: number;
  /** Requested by each pod, and its limit, in MiB. */
  readonly memoryMiB: number;
  /** Required label `mlops/pool` of its nodes. @default - any node without taints */
  readonly pool?: string;
}

/** A pod that runs on each node, or on each node of a pool. */
export type Daemon = Omit<Workload, "replicas" | "kind" | "alert">;

/**
 * Requests and limits of a workload's container. The memory limit equals the request, so that no pod uses another's
 * memory; CPU has no limit, because a throttled pod is slow while the node is idle.
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

/** Prefers different nodes for the replicas of a workload. */
export function apart(labels: Readonly<Record<string, string>>): JsonObject {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } };
  return {
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
  };
}

/**
 * What the `restricted` level requires of every pod, for charts that omit it:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const SECCOMP = { seccompProfile: { type: "RuntimeDefault" } } as const satisfies JsonObject;

/** What the `restricted` level requires of every container. */
export const RESTRICTED = {
  ...SECCOMP,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
} as const satisfies JsonObject;
