import { Decimal } from "decimal.js";
import type { Environment } from "../environment/environment";
import { machineType } from "../facts/machine-types";
import { allocatable } from "../inventory/allocatable";
import type { NodeHour } from "../review";
import { HOURS_PER_MONTH } from "../review/cost/estimate";

/** Room that somebody asks for. */
export interface Room {
  readonly cpu: number;
  readonly memoryGiB: number;
  readonly gpus: number;
}

/**
 * What room costs all month, in USD: on general nodes by what of it runs out first, because the rest of the node is of no
 * use to others; GPUs by whole nodes of theirs. Parts of nodes count as parts.
 */
export function roomCost(
  { cpu, memoryGiB, gpus }: Room,
  { cloud }: Pick<Environment, "cloud">,
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
