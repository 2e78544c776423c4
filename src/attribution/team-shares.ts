import type { CloudEnvironment } from "../environment/environment";
import type { NodeHour, TeamShare } from "../review";
import { capacityCost } from "./capacity-cost";

/** The cost of the teams' quotas, as shares of general nodes and GPU nodes. */
export function teamShares(environment: CloudEnvironment, hours: readonly NodeHour[]): TeamShare[] {
  return (environment.platform?.teams ?? []).map(({ name, quota, budgetUsd }) => {
    const atMost = capacityCost(quota, environment, hours);
    return { name, expected: atMost.times(environment.usage.poolUtilisation), atMost, budgetUsd };
  });
}
