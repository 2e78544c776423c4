import { CATALOGUE } from "../catalogue/catalogue";
import type { ComponentName } from "../catalogue/component";
import { componentsOf } from "../catalogue/profiles";
import type { Workload } from "../constructs/kubernetes/workload";
import type { Environment, PoolPurpose } from "../environment/environment";
import { allocatable, type Capacity } from "./allocatable";

/** What the inventory asks of a component that was built. */
export interface BuiltComponent {
  readonly component: ComponentName;
  readonly namespace: string;
  readonly endpoint: string | undefined;
  readonly identity: { readonly principal: string } | undefined;
  readonly workloads: readonly Workload[];
}

export interface InventoryRow {
  readonly component: ComponentName;
  readonly title: string;
  readonly area: string;
  readonly version: string;
  readonly charts: readonly string[];
  readonly licence: string;
  readonly endOfLife: string | undefined;
  readonly namespace: string | undefined;
  readonly identity: string | undefined;
  readonly endpoint: string | undefined;
  /** Of all pods together. */
  readonly requests: Capacity;
}

/** What runs in an environment, and whether its nodes can hold it. */
export interface Inventory {
  readonly environment: string;
  readonly rows: readonly InventoryRow[];
  readonly requests: Capacity;
  /** Room on the system and general pools, with the fewest nodes and with the most. */
  readonly room: { readonly least: Capacity; readonly most: Capacity };
  readonly fits: "always" | "when pools have grown" | "never";
}

/** Pools that the platform's own pods run on; the others are for jobs and models. */
const POOLS: readonly PoolPurpose[] = ["system", "general"];

export function inventory(environment: Environment, built: readonly BuiltComponent[]): Inventory {
  const { platform, cloud } = environment;
  const chosen = platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
  const rows = chosen.map((name) =>
    row(
      name,
      built.find(({ component }) => component === name),
    ),
  );
  const requests = sum(rows.map((each) => each.requests));
  const room = { least: roomOf(environment, "min"), most: roomOf(environment, "max") };
  return {
    environment: `${cloud.provider}-${environment.name}`,
    rows,
    requests,
    room,
    fits: holds(room.least, requests) ? "always" : holds(room.most, requests) ? "when pools have grown" : "never",
  };
}

function row(name: ComponentName, built: BuiltComponent | undefined): InventoryRow {
  const { title, area, version, charts, licence, endOfLife } = CATALOGUE[name];
  return {
    component: name,
    title,
    area,
    version,
    charts: charts.map((chart) => `${chart.name} ${chart.version}`),
    licence,
    endOfLife,
    namespace: built?.namespace,
    identity: built?.identity?.principal,
    endpoint: built?.endpoint,
    requests: sum(
      (built?.workloads ?? []).map(({ replicas, cpuMillis, memoryMiB }) => ({
        cpuMillis: replicas * cpuMillis,
        memoryMiB: replicas * memoryMiB,
      })),
    ),
  };
}

function roomOf({ cloud, nodePools }: Environment, size: "min" | "max"): Capacity {
  return sum(
    POOLS.flatMap((purpose) => {
      const [type = ""] = cloud.machineTypes[purpose];
      const node = allocatable(cloud.provider, type);
      const nodes = nodePools[purpose][size];
      return node ? [{ cpuMillis: node.cpuMillis * nodes, memoryMiB: node.memoryMiB * nodes }] : [];
    }),
  );
}

function sum(capacities: readonly Capacity[]): Capacity {
  return capacities.reduce<Capacity>(
    (total, { cpuMillis, memoryMiB }) => ({
      cpuMillis: total.cpuMillis + cpuMillis,
      memoryMiB: total.memoryMiB + memoryMiB,
    }),
    { cpuMillis: 0, memoryMiB: 0 },
  );
}

function holds(room: Capacity, requests: Capacity): boolean {
  return requests.cpuMillis <= room.cpuMillis && requests.memoryMiB <= room.memoryMiB;
}
