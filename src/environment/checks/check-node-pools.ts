import { machineType, machineTypeNames } from "../../facts/machine-types";
import type { CloudProvider } from "../../facts/provider";
import type { Fault } from "../../problems/fault";
import { nearest } from "../../problems/nearest";
import { describe } from "../describe";
import type { CloudEnvironment, NodePool } from "../environment";
import type { Partially } from "../keep-valid";
import { POOL_PURPOSES, type PoolPurpose } from "../pool-purpose";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html; a GKE pool has exactly one type. */
const MOST_TYPES = { aws: 20, google: 1 } as const;

/** Finds contradictory sizes, and machine types that don't exist or don't suit their pool. */
export function checkNodePools({ cloud, nodePools }: Partially<CloudEnvironment>): Fault[] {
  return POOL_PURPOSES.flatMap((purpose) => {
    const pool = nodePools?.[purpose] ?? {};
    const types = cloud?.machineTypes?.[purpose] ?? [];
    return [...sizeFaults(purpose, pool), ...(cloud?.provider ? typeFaults(cloud.provider, purpose, pool, types) : [])];
  });
}

function sizeFaults(purpose: PoolPurpose, { min, max }: Partially<NodePool>): Fault[] {
  const path = `nodePools.${purpose}`;
  const faults: Fault[] = [];
  if (min !== undefined && max !== undefined && min > max) {
    faults.push({
      path: `${path}.min`,
      found: `${min}, with max ${max}`,
      expected: `at most max (${max})`,
      remedy: `Raise ${path}.max or lower ${path}.min.`,
    });
  }
  if (purpose === "system" && min === 0) {
    faults.push({
      path: `${path}.min`,
      found: "0",
      expected: "at least 1",
      remedy: "Keep at least one node: DNS and the autoscaler run there.",
    });
  }
  return faults;
}

function typeFaults(
  provider: CloudProvider,
  purpose: PoolPurpose,
  pool: Partially<NodePool>,
  types: readonly (string | undefined)[],
): Fault[] {
  const path = `cloud.machineTypes.${purpose}`;
  const most = MOST_TYPES[provider];
  const count: Fault[] =
    types.length > most
      ? [
          {
            path,
            found: `${types.length} types`,
            expected: `at most ${most}`,
            remedy: `Keep only the ${most === 1 ? "one" : most} that you prefer.`,
          },
        ]
      : [];
  return [
    ...count,
    ...types.flatMap((type, index) =>
      type === undefined ? [] : typeFault(provider, purpose, pool, type, `${path}[${index}]`),
    ),
  ];
}

function typeFault(
  provider: CloudProvider,
  purpose: PoolPurpose,
  pool: Partially<NodePool>,
  type: string,
  path: string,
): Fault[] {
  const machine = machineType(provider, type);
  const fault = (found: string, expected: string, remedy: string): Fault[] => [{ path, found, expected, remedy }];
  if (!machine) {
    const meant = nearest(type, machineTypeNames(provider));
    return fault(
      describe(type),
      `a machine type of ${provider}`,
      meant ? `Did you mean ${meant}?` : "Choose a type that exists in this cloud.",
    );
  }
  if (pool.architecture !== undefined && machine.architecture !== pool.architecture) {
    return fault(
      `${describe(type)}, which is ${machine.architecture}`,
      `an ${pool.architecture} machine type`,
      `Choose another type, or set nodePools.${purpose}.architecture to ${machine.architecture}.`,
    );
  }
  if (purpose === "gpu" && machine.gpus === 0) {
    return fault(
      `${describe(type)}, which has no GPU`,
      "a type with NVIDIA GPUs",
      `Choose another type, e.g. ${provider === "aws" ? "g6.xlarge" : "g2-standard-4"}.`,
    );
  }
  if (purpose !== "gpu" && machine.gpus > 0) {
    return fault(
      `${describe(type)}, which has a GPU`,
      "a type without GPUs",
      "Move GPU types to cloud.machineTypes.gpu.",
    );
  }
  return [];
}
