import type { CloudEnvironment } from "../environment/environment";
import type { ModelShare, NodeHour } from "../review";
import { capacityCost } from "./capacity-cost";

/** The cost of the models' replicas, as shares of general nodes and GPU nodes. */
export function modelShares(environment: CloudEnvironment, hours: readonly NodeHour[]): ModelShare[] {
  const { models, usage } = environment;
  return (models?.endpoints ?? []).map(({ name, team, resources, replicas: { min, max } }) => {
    const each = capacityCost(resources, environment, hours);
    return { name, team, expected: each.times(min + (max - min) * usage.poolUtilisation), atMost: each.times(max) };
  });
}
