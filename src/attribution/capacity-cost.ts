import { Decimal } from "decimal.js";
import type { CloudEnvironment } from "../environment/environment";
import { machineType } from "../facts/machine-types";
import { allocatable } from "../inventory/allocatable";
import type { NodeHour } from "../review";
import { HOURS_PER_MONTH } from "../review/cost/estimate";

/** Requested node capacity. */
export interface RequestedCapacity {
  readonly cpu: number;
  readonly memoryGiB: number;
  readonly gpus: number;
}

/**
 * The monthly cost of node capacity, in USD. On general nodes the larger of the CPU and memory shares counts, because
 * the rest of the node is unusable; GPUs are counted as shares of GPU nodes. Fractions of nodes are not rounded up.
 */
export function capacityCost(
  { cpu, memoryGiB, gpus }: RequestedCapacity,
  { cloud }: Pick<CloudEnvironment, "cloud">,
  hours: readonly NodeHour[],
): Decimal {
  const [general = ""] = cloud.machineTypes.general;
  const [gpu = ""] = cloud.machineTypes.gpu;
  const node = allocatable(cloud.provider, general);
  const gpusOfNode = machineType(cloud.provider, gpu)?.gpus ?? 0;
  const hour = (pool: string) => hours.find((each) => each.pool === pool)?.usd ?? new Decimal(0);
  const nodes = node
    ? Decimal.max(
        new Decimal(cpu).times(1000).div(node.cpuMillis),
        new Decimal(memoryGiB).times(1024).div(node.memoryMiB),
      )
    : new Decimal(0);
  const gpuNodes = gpusOfNode === 0 ? new Decimal(0) : new Decimal(gpus).div(gpusOfNode);
  return hour("general").times(nodes).plus(hour("gpu").times(gpuNodes)).times(HOURS_PER_MONTH);
}
