import type { Environment } from "../environment/environment";
import { UNTAINTED_POOLS } from "../environment/pool-purpose";
import type { Capacity } from "./allocatable";
import type { NodeKind } from "./nodes";

/** A pod that may be started, and its node requirements. */
export interface Pod {
  readonly name: string;
  readonly requests: Capacity;
  readonly gpus: number;
  /** Pool that it selects, and whose taints it tolerates. @default - any untainted node */
  readonly pool?: string;
}

/** A pod that can never be scheduled. */
export interface Unplaceable {
  readonly pod: string;
  readonly reason: string;
}

/** The pods that fit on no node, not even on a new and empty one. */
export function unplaceable(pods: readonly Pod[], kinds: readonly NodeKind[]): Unplaceable[] {
  return pods.flatMap((pod) => {
    const allowed = kinds.filter(({ pool }) =>
      pod.pool === undefined ? UNTAINTED_POOLS.includes(pool) : pool === pod.pool,
    );
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
  if (allowed.length === 0) return `the pool ${pool ?? UNTAINTED_POOLS.join(" or ")} has no nodes and cannot get any`;
  const most = (size: (kind: NodeKind) => number) => Math.max(...allowed.map(size));
  // Every machine type of that pool has GPUs.
  if (pool === "gpu" && gpus > 0 && most((kind) => kind.gpus) === 0) {
    return "pods cannot use the GPUs of the pool gpu without the component nvidia-device-plugin";
  }
  const requested = size(requests, gpus);
  const left = size(
    { cpuMillis: most(({ capacity }) => capacity.cpuMillis), memoryMiB: most(({ capacity }) => capacity.memoryMiB) },
    most((kind) => kind.gpus),
  );
  return `it requests ${requested}; the largest node has ${left} available`;
}

function size({ cpuMillis, memoryMiB }: Capacity, gpus: number): string {
  const parts = [`${(cpuMillis / 1000).toFixed(2)} processors`, `${(memoryMiB / 1024).toFixed(1)} GiB`];
  return [...parts, ...(gpus > 0 ? [`${gpus} GPUs`] : [])].join(", ");
}

/** Pods of models, and jobs of teams with a GPU quota. */
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
