import { Decimal } from "decimal.js";
import { CONSTRUCT_IDS } from "../contracts/construct-ids";
import type { CloudEnvironment } from "../environment/environment";
import { POOL_PURPOSES, type PoolPurpose } from "../environment/pool-purpose";
import type { CostEstimate, NodeHour, PricedLine } from "../review";
import { HOURS_PER_MONTH } from "../review/cost/estimate";
import { pathOf } from "./line-path";

/** The hourly cost of one node of each pool: machine, disk and GPUs. Pools without a price are left out. */
export function nodeHours(cost: CostEstimate, { nodePools }: Pick<CloudEnvironment, "nodePools">): NodeHour[] {
  const lines = cost.lines.filter((line) => line.kind === "priced");
  return POOL_PURPOSES.flatMap((pool) => {
    const machine = lines.find((line) => poolOf(line) === pool && line.role === "machine");
    if (!machine) return [];
    const others = lines.filter(
      (line) => line !== machine && line.address === machine.address && line.charge === "fixed",
    );
    const usd = others.reduce(
      (sum, line) => sum.plus(perNodeHour(line, machine, nodePools[pool].diskGiB)),
      machine.unitPrice,
    );
    return [{ pool, usd }];
  });
}

/** The node pool of a cost line: `…/cluster/pool-gpu/node-group`, or Karpenter's `gpu`. */
export function poolOf(line: Pick<PricedLine, "constructPath" | "pool">): PoolPurpose | undefined {
  return POOL_PURPOSES.find(
    (purpose) => pathOf(line).includes(CONSTRUCT_IDS.nodePool(purpose)) || line.pool === purpose,
  );
}

/** Disks are billed by GB-month, GPUs by the hour: the GPUs per node are those of the pool at its largest size. */
function perNodeHour(line: PricedLine, machine: PricedLine, diskGiB: number): Decimal {
  if (line.unit === "GB-month") return line.unitPrice.times(diskGiB).div(HOURS_PER_MONTH);
  const most = ({ range, quantity, unitPrice }: PricedLine) => (range ? range.high.div(unitPrice) : quantity);
  return machine.unit === line.unit && !most(machine).isZero()
    ? line.unitPrice.times(most(line)).div(most(machine))
    : new Decimal(0);
}
