import type { Environment, PoolPurpose } from "../environment/environment";
import type { Capacity } from "./allocatable";
import type { NodeKind } from "./nodes";

/** A pod that somebody may start, and the node that it asks for. */
export interface Pod {
  readonly name: string;
  readonly requests: Capacity;
  readonly gpus: number;
  /** Pool that it selects, and whose taints it tolerates. @default - any node that takes every pod */
  readonly pool?: string;
}

/** A pod that never runs. */
export interface Unplaceable {
  readonly pod: string;
  readonly reason: string;
}

/** Pools whose nodes take every pod. */
const UNTAINTED: readonly PoolPurpose[] = ["system", "general"];

/** The pods that no node can hold, not even a new and empty one. */
export function unplaceable(pods: readonly Pod[], kinds: readonly NodeKind[]): Unplaceable[] {
  return pods.flatMap((pod) => {
    const allowed = kinds.filter(({ pool }) => (pod.pool === undefined ? UNTAINTED.includes(pool) : pool === pod.pool));
    if (allowed.some((kind) => holds(kind, pod))) return [];
    return [{ pod: pod.name, reason: reasonOf(pod, allowed) }];
  });
}

function holds({ capacity, gpus }: NodeKind, pod: Pod): boolean {
  return (
    pod.requests.cpuMillis <= capacity.cpuMillis && pod.requests.memoryMiB <= capacity.memoryMiB && pod.gpus <= gpus
  );
}

function reasonOf({ requests, gpus, pool }: Pod, allowed: readonly NodeKind[]): string {
  if (allowed.length === 0) return `nothing makes a node of the pool ${pool ?? UNTAINTED.join(" or ")}`;
  const most = (size: (kind: NodeKind) => number) => Math.max(...allowed.map(size));
  const asked = size(requests, gpus);
  const left = size(
    { cpuMillis: most(({ capacity }) => capacity.cpuMillis), memoryMiB: most(({ capacity }) => capacity.memoryMiB) },
    most((kind) => kind.gpus),
  );
  return `it requests ${asked}; of its nodes the largest leaves ${left}`;
}

function size({ cpuMillis, memoryMiB }: Capacity, gpus: number): string {
  const parts = [`${(cpuMillis / 1000).toFixed(2)} processors`, `${(memoryMiB / 1024).toFixed(1)} GiB`];
  return [...parts, ...(gpus > 0 ? [`${gpus} GPUs`] : [])].join(", ");
}

/** Pods of models, and jobs of teams that a quota promises GPUs. */
export function podsOfTeams({ models, platform }: Environment): Pod[] {
  const endpoints = (models?.endpoints ?? []).map(({ name, team, resources: { cpu, memoryGiB, gpus } }) => ({
    name: `${team}/${name}`,
    requests: { cpuMillis: cpu * 1000, memoryMiB: memoryGiB * 1024 },
    gpus,
    ...(gpus > 0 && { pool: "gpu" }),
  }));
  const jobs = (platform?.teams ?? [])
    .filter(({ quota }) => quota.gpus > 0)
    .map(({ name }) => ({
      name: `${name}: jobs with a GPU`,
      requests: { cpuMillis: 0, memoryMiB: 0 },
      gpus: 1,
      pool: "gpu",
    }));
  return [...endpoints, ...jobs];
}
