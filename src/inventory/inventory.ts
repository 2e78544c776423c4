import { CATALOGUE } from "../catalogue/catalogue";
import type { ComponentName } from "../catalogue/component";
import { componentsOf } from "../catalogue/profiles";
import type { JsonObject } from "../constructs/kubernetes/json";
import type { Daemon, Workload } from "../constructs/kubernetes/workload";
import type { CloudEnvironment, Environment, PoolPurpose } from "../environment/environment";
import { environmentId } from "../environment/names";
import { growth } from "../environment/node-growth";
import { UNTAINTED_POOLS } from "../environment/pool-purpose";
import { isOnCloud } from "../environment/target";
import { machineType } from "../facts/machine-types";
import type { Capacity } from "./allocatable";
import { claimedGiB } from "./claimed-volumes";
import { CLOUD_PODS, embeddedServers } from "./cloud-pods";
import { capacityOf, clusterNode, nodeKinds } from "./nodes";
import { type Pod, podsOfTeams, type Unplaceable, unplaceable } from "./placement";
import { type Quota, quotas } from "./quotas";

/** The properties of a built component that the inventory reads. */
export interface BuiltComponent {
  readonly component: ComponentName;
  readonly namespace: string;
  readonly endpoint: string | undefined;
  readonly identity: { readonly principal: string } | undefined;
  readonly workloads: readonly Workload[];
  /** Pods that it runs on every node. */
  readonly daemons: readonly Daemon[];
  readonly releases: readonly { readonly values: JsonObject }[];
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
  /** Sum over all pods. */
  readonly requests: Capacity;
}

/** What runs in an environment, and whether it fits on its nodes. */
export interface Inventory {
  readonly environment: string;
  readonly rows: readonly InventoryRow[];
  /** Of the platform and the cloud's own pods, without the pods that run on every node. */
  readonly requests: Capacity;
  /** Capacity for pods on the untainted nodes, at the minimum and at the maximum number of nodes. */
  readonly capacity: { readonly least: Capacity; readonly most: Capacity };
  readonly fits: "always" | "only after scaling up" | "never";
  /** Pods that do not fit on any node. */
  readonly unplaceable: readonly Unplaceable[];
  /** The cloud quotas that the environment needs. */
  readonly quotas: readonly Quota[];
  /** Entries of the secret store that their owners set. */
  readonly secrets: readonly SecretRow[];
}

/** An entry of the secret store. */
export interface SecretRow {
  readonly name: string;
  readonly purpose: string;
  /** Properties of an entry with several values. */
  readonly properties?: readonly string[];
}

export function inventory(
  environment: Environment,
  built: readonly BuiltComponent[],
  secrets: readonly SecretRow[] = [],
): Inventory {
  const { platform, cloud } = environment;
  const chosen = platform ? componentsOf(platform.profile, cloud.provider, platform.components) : [];
  const rows = chosen.map((name) =>
    row(
      name,
      built.find(({ component }) => component === name),
    ),
  );
  const own = CLOUD_PODS[cloud.provider];
  const servers = isOnCloud(environment) ? [] : embeddedServers(environment.cloud, chosen);
  const daemons = [...own.daemons, ...built.flatMap((component) => component.daemons)];
  const requests = sum([...rows.map((each) => each.requests), totalOf([...own.workloads, ...servers])]);
  const capacity = sharedCapacity(environment, daemons);
  const pods = [...built.flatMap(podsOf), ...podsOfTeams(environment)];
  const lost = unplaceable(pods, nodeKinds(environment, daemons));
  return {
    environment: environmentId(environment),
    rows,
    requests,
    capacity,
    fits:
      lost.length > 0 || !holds(capacity.most, requests)
        ? "never"
        : holds(capacity.least, requests)
          ? "always"
          : "only after scaling up",
    unplaceable: lost,
    secrets: secrets.map(({ name, purpose, properties }) => ({ name, purpose, ...(properties && { properties }) })),
    quotas: quotas(environment, claimedGiB(built.flatMap(({ releases }) => releases.map(({ values }) => values)))),
  };
}

/** Requests of an environment's own pods, without those that its cluster has before the platform. */
export function platformRequests(environment: Environment, built: readonly BuiltComponent[]): Capacity {
  const servers = isOnCloud(environment)
    ? []
    : embeddedServers(
        environment.cloud,
        built.map(({ component }) => component),
      );
  return sum([...built.map(({ workloads }) => totalOf(workloads)), totalOf(servers)]);
}

function podsOf({ namespace, workloads }: BuiltComponent): Pod[] {
  return workloads.map(({ name, cpuMillis, memoryMiB, pool }) => ({
    name: `${namespace}/${name}`,
    requests: { cpuMillis, memoryMiB },
    gpus: 0,
    ...(pool !== undefined && { pool }),
  }));
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
    requests: totalOf(built?.workloads ?? []),
  };
}

function totalOf(workloads: readonly Workload[]): Capacity {
  return sum(
    workloads.map(({ replicas, cpuMillis, memoryMiB }) => ({
      cpuMillis: replicas * cpuMillis,
      memoryMiB: replicas * memoryMiB,
    })),
  );
}

function sharedCapacity(environment: Environment, daemons: readonly Daemon[]): Inventory["capacity"] {
  if (!isOnCloud(environment)) {
    const node = clusterNode(environment.cloud, daemons);
    const whole = sum(Array.from({ length: environment.cloud.nodes.count }, () => node));
    return { least: whole, most: whole };
  }
  const { cloud, nodePools } = environment;
  const nodes = (pool: PoolPurpose, count: number): Capacity[] => {
    const node = capacityOf(environment, pool, cloud.machineTypes[pool][0] ?? "", daemons);
    return node ? [{ cpuMillis: node.cpuMillis * count, memoryMiB: node.memoryMiB * count }] : [];
  };
  const least = sum(UNTAINTED_POOLS.flatMap((pool) => nodes(pool, nodePools[pool].min)));
  const added = growth(environment)
    .filter(({ purpose }) => UNTAINTED_POOLS.includes(purpose))
    .flatMap(({ purpose, cpu }) => nodes(purpose, Math.floor(cpu / processorsOf(environment, purpose))));
  return { least, most: sum([least, ...added]) };
}

function processorsOf({ cloud }: CloudEnvironment, pool: PoolPurpose): number {
  return machineType(cloud.provider, cloud.machineTypes[pool][0] ?? "")?.vcpu ?? Number.POSITIVE_INFINITY;
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

function holds(capacity: Capacity, requests: Capacity): boolean {
  return requests.cpuMillis <= capacity.cpuMillis && requests.memoryMiB <= capacity.memoryMiB;
}
