import type { ComponentName } from "../catalogue/component";
import { componentsOf, runsOn } from "../catalogue/profiles";
import type { Daemon } from "../constructs/kubernetes/workload";
import type { CloudEnvironment, Environment, KubernetesCluster, PoolPurpose } from "../environment/environment";
import { growth, nodeScaler } from "../environment/node-growth";
import { POOL_PURPOSES } from "../environment/pool-purpose";
import { isOnCloud } from "../environment/target";
import { machineType, machineTypeNames } from "../facts/machine-types";
import { allocatable, type Capacity, EVICTION_MIB } from "./allocatable";

/** A type of node that a pool has or may get, with its capacity for pods after the pods that run on every node. */
export interface NodeKind {
  readonly pool: PoolPurpose;
  readonly type: string;
  readonly capacity: Capacity;
  /** GPUs that pods can request. */
  readonly gpus: number;
}

const DEVICE_PLUGIN: ComponentName = "nvidia-device-plugin";

/** Instance types that Karpenter uses if a pool lists none: the families c, m and r from the sixth generation. */
const GENERAL_FAMILY = /^[cmr]([6-9]|\d\d)[a-z-]*\.(?!metal)/;

/** Every type of node that an environment has or may get; none for a pool that can't have nodes. */
export function nodeKinds(environment: Environment, daemons: readonly Daemon[]): NodeKind[] {
  if (!isOnCloud(environment)) {
    return [{ pool: "general", type: "node", capacity: clusterNode(environment.cloud, daemons), gpus: 0 }];
  }
  const usable = offersGpus(environment);
  return [...managedKinds(environment), ...karpenterKinds(environment)].flatMap(({ pool, type }) => {
    const capacity = capacityOf(environment, pool, type, daemons);
    const gpus = usable ? (machineType(environment.cloud.provider, type)?.gpus ?? 0) : 0;
    return capacity ? [{ pool, type, capacity, gpus }] : [];
  });
}

/** A pod can only request a GPU that a device plugin has registered: on EKS a component, on GKE part of the nodes. */
function offersGpus({ cloud, platform }: CloudEnvironment): boolean {
  if (!runsOn(DEVICE_PLUGIN, cloud.provider)) return true;
  return (
    platform !== undefined &&
    componentsOf(platform.profile, cloud.provider, platform.components).includes(DEVICE_PLUGIN)
  );
}

/** The capacity of a node of an existing cluster for pods other than those that run on every node. */
export function clusterNode({ nodes }: KubernetesCluster, daemons: readonly Daemon[]): Capacity {
  return without(daemons, { cpuMillis: nodes.cpu * 1000, memoryMiB: nodes.memoryGiB * 1024 - EVICTION_MIB });
}

/** The capacity of a node for pods other than those that run on every node. */
export function capacityOf(
  { cloud }: CloudEnvironment,
  pool: PoolPurpose,
  type: string,
  daemons: readonly Daemon[],
): Capacity | undefined {
  const whole = allocatable(cloud.provider, type);
  if (!whole) return undefined;
  return without(
    daemons.filter((daemon) => daemon.pool === undefined || daemon.pool === pool),
    whole,
  );
}

function without(daemons: readonly Daemon[], whole: Capacity): Capacity {
  const sum = (size: keyof Capacity) => daemons.reduce((total, daemon) => total + daemon[size], 0);
  return {
    cpuMillis: whole.cpuMillis - sum("cpuMillis"),
    memoryMiB: whole.memoryMiB - sum("memoryMiB"),
  };
}

type Kind = Pick<NodeKind, "pool" | "type">;

function managedKinds(environment: CloudEnvironment): Kind[] {
  const { cloud, nodePools } = environment;
  const grows = nodeScaler(environment) === "gke";
  return POOL_PURPOSES.filter((pool) => (grows ? nodePools[pool].max : nodePools[pool].min) > 0).flatMap((pool) =>
    cloud.machineTypes[pool].map((type) => ({ pool, type })),
  );
}

function karpenterKinds(environment: CloudEnvironment): Kind[] {
  if (nodeScaler(environment) !== "karpenter") return [];
  const { cloud, nodePools } = environment;
  return growth(environment).flatMap(({ purpose, cpu }) => {
    const types = purpose === "gpu" ? cloud.machineTypes.gpu : generalTypes(nodePools[purpose].architecture);
    return types
      .filter((type) => (machineType("aws", type)?.vcpu ?? Number.POSITIVE_INFINITY) <= cpu)
      .map((type) => ({ pool: purpose, type }));
  });
}

function generalTypes(architecture: string): string[] {
  return machineTypeNames("aws").filter((type) => {
    const machine = machineType("aws", type);
    return (
      GENERAL_FAMILY.test(type) && machine?.architecture === architecture && machine.gpus === 0 && machine.vcpu > 1
    );
  });
}
