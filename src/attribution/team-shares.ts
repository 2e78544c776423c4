import { Decimal } from "decimal.js";
import { machineType } from "../environment/catalogue/machine-types";
import type { Environment, PoolPurpose } from "../environment/environment";
import type { Team } from "../environment/team";
import { allocatable } from "../inventory/allocatable";
import type { NodeHour, TeamShare } from "../review";

const HOURS_PER_MONTH = 730;

/** What the quotas of the teams cost, as general nodes and GPU nodes. */
export function teamShares(environment: Environment, hours: readonly NodeHour[]): TeamShare[] {
  return (environment.platform?.teams ?? []).map((team) => {
    const atMost = nodesFor(team, environment)
      .reduce((sum, { pool, nodes }) => {
        const hour = hours.find((each) => each.pool === pool)?.usd ?? new Decimal(0);
        return sum.plus(hour.times(nodes));
      }, new Decimal(0))
      .times(HOURS_PER_MONTH);
    const expected = atMost.times(environment.usage.poolUtilisation);
    return { name: team.name, expected, atMost, budgetUsd: team.budgetUsd };
  });
}

/** Parts of nodes count as parts: others use the rest. */
function nodesFor(
  { quota }: Team,
  { cloud }: Pick<Environment, "cloud">,
): readonly { readonly pool: PoolPurpose; readonly nodes: Decimal }[] {
  const [general = ""] = cloud.machineTypes.general;
  const [gpu = ""] = cloud.machineTypes.gpu;
  const node = allocatable(cloud.provider, general);
  const gpusOfNode = machineType(cloud.provider, gpu)?.gpus ?? 0;
  return [
    {
      pool: "general",
      nodes: node
        ? Decimal.max(
            new Decimal(quota.cpu).times(1000).div(node.cpuMillis),
            new Decimal(quota.memoryGiB).times(1024).div(node.memoryMiB),
          )
        : new Decimal(0),
    },
    { pool: "gpu", nodes: gpusOfNode === 0 ? new Decimal(0) : new Decimal(quota.gpus).div(gpusOfNode) },
  ];
}
