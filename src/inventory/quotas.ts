import type { CloudEnvironment, Environment, PoolPurpose } from "../environment/environment";
import { growth, nodeScaler } from "../environment/node-growth";
import { POOL_PURPOSES } from "../environment/pool-purpose";
import { isOnCloud } from "../environment/target";
import { gpusOf } from "../facts/google-gpus";
import { machineType } from "../facts/machine-types";

/** A quota that the cloud sets for a new account or project. */
export interface Quota {
  /** Name of the quota, on AWS with its code. */
  readonly name: string;
  readonly needed: number;
  readonly unit: string;
}

/** Nodes of one machine type at the maximum size of the pools, with their capacity type. */
interface Nodes {
  readonly pool: PoolPurpose;
  readonly type: string;
  readonly spot: boolean;
  readonly cpu: number;
  readonly gpus: number;
  readonly nodes: number;
}

/**
 * The quotas to request before the first deployment, at the maximum size of the pools. Volumes of teams are not
 * included.
 */
export function quotas(environment: Environment, volumesGiB: number): Quota[] {
  if (!isOnCloud(environment)) return [];
  const all = environment.cloud.provider === "aws" ? aws(environment) : google(environment, volumesGiB);
  return all.filter(({ needed }) => needed > 0);
}

/** https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html */
const AWS_FAMILIES = [
  {
    family: /^(g|vt)/,
    onDemand: "Running On-Demand G and VT instances (L-DB2E81BA)",
    spot: "All G and VT Spot Instance Requests (L-3819A6DF)",
  },
  {
    family: /^p/,
    onDemand: "Running On-Demand P instances (L-417A185B)",
    spot: "All P4, P3 and P2 Spot Instance Requests (L-7212CCBC)",
  },
  {
    family: /./,
    onDemand: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances (L-1216C47A)",
    spot: "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests (L-34B43A08)",
  },
] as const;

function aws(environment: CloudEnvironment): Quota[] {
  const { cloud, network } = environment;
  const processors = nodesOf(environment).map(({ type, spot, cpu }) => {
    const names = AWS_FAMILIES.find(({ family }) => family.test(type)) ?? AWS_FAMILIES[2];
    return { name: spot ? names.spot : names.onDemand, needed: cpu, unit: "vCPU" };
  });
  // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  const addresses = network.natGateways === "single" ? 1 : cloud.zones.length;
  return [...sums(processors), { name: "EC2-VPC Elastic IPs (L-0263D0A3)", needed: addresses, unit: "IP" }];
}

/**
 * Machine series with their own quota; E2 and N1 share CPUS. https://cloud.google.com/compute/resource-usage#cpu_quota
 */
const GOOGLE_SERIES = ["n2", "n2d", "c2", "c2d", "c3", "t2a", "t2d", "a2", "m1", "m2", "m3"];

/** Accelerators with their own quota: https://cloud.google.com/compute/resource-usage#gpu_quota */
const GOOGLE_GPUS: Readonly<Record<string, string>> = {
  "nvidia-l4": "NVIDIA_L4_GPUS",
  "nvidia-tesla-a100": "NVIDIA_A100_GPUS",
  "nvidia-a100-80gb": "NVIDIA_A100_80GB_GPUS",
};

function google(environment: CloudEnvironment, volumesGiB: number): Quota[] {
  const { cloud, network, nodePools } = environment;
  const nodes = nodesOf(environment);
  const processors = nodes.map(({ type, spot, cpu }) => ({
    name: spot ? `PREEMPTIBLE_CPUS, or without it ${cpuQuota(type)}` : cpuQuota(type),
    needed: cpu,
    unit: "vCPU",
  }));
  const gpus = nodes.map(({ type, spot, gpus }) => ({ name: gpuQuota(type, spot), needed: gpus, unit: "GPU" }));
  const disks = nodes.reduce((sum, { pool, nodes: count }) => sum + count * nodePools[pool].diskGiB, 0);
  return [
    ...sums(processors),
    // All series together, including spot, which also has PREEMPTIBLE_CPUS; a new project may have as few as 12.
    // https://cloud.google.com/compute/resource-usage#cpu_quota
    { name: "CPUS_ALL_REGIONS", needed: nodes.reduce((sum, each) => sum + each.cpu, 0), unit: "vCPU" },
    ...sums(gpus),
    { name: "GPUS_ALL_REGIONS", needed: nodes.reduce((sum, each) => sum + each.gpus, 0), unit: "GPU" },
    { name: "SSD_TOTAL_GB", needed: disks + volumesGiB, unit: "GB" },
    { name: "STATIC_ADDRESSES", needed: network.natGateways === "single" ? 1 : cloud.zones.length, unit: "IP" },
  ];
}

function cpuQuota(type: string): string {
  const [series = ""] = type.split("-");
  if (series === "e2" || series === "n1") return "CPUS";
  return GOOGLE_SERIES.includes(series)
    ? `${series.toUpperCase()}_CPUS`
    : `CPUS_PER_VM_FAMILY (${series.toUpperCase()})`;
}

function gpuQuota(type: string, spot: boolean): string {
  const gpu = gpusOf(type)?.type ?? "";
  const name = GOOGLE_GPUS[gpu] ?? `GPUS_PER_GPU_FAMILY (${gpu})`;
  return spot ? `PREEMPTIBLE_${name}` : name;
}

/** The minimum nodes of each pool, and those that can be added; in production on AWS, spot falls back to on-demand. */
function nodesOf(environment: CloudEnvironment): Nodes[] {
  const { cloud, nodePools, tier } = environment;
  const fewest = POOL_PURPOSES.map((pool) => node(environment, pool, nodePools[pool].min));
  const added = growth(environment).map(({ purpose, cpu, gpus }) => {
    const { cpu: each } = node(environment, purpose, 1);
    return { ...node(environment, purpose, each === 0 ? 0 : Math.ceil(cpu / each)), cpu, gpus };
  });
  const fallback =
    cloud.provider === "aws" && nodeScaler(environment) === "karpenter" && tier === "prod"
      ? added.filter(({ spot }) => spot).map((each) => ({ ...each, spot: false }))
      : [];
  return [...fewest, ...added, ...fallback];
}

function node({ cloud, nodePools }: CloudEnvironment, pool: PoolPurpose, nodes: number): Nodes {
  const [type = ""] = cloud.machineTypes[pool];
  const machine = machineType(cloud.provider, type);
  const { capacity } = nodePools[pool];
  const times = (each = 0) => nodes * each;
  return { pool, type, spot: capacity === "spot", cpu: times(machine?.vcpu), gpus: times(machine?.gpus), nodes };
}

function sums(quotas: readonly Quota[]): Quota[] {
  const byName = new Map<string, Quota>();
  for (const quota of quotas) {
    const needed = (byName.get(quota.name)?.needed ?? 0) + quota.needed;
    byName.set(quota.name, { ...quota, needed });
  }
  return [...byName.values()];
}
