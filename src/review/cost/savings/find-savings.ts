import { Decimal } from "decimal.js";
import type { Tier } from "../../../facts/tier";
import type { Resource, ResourceGraph } from "../../model";
import type { CostEstimate, UsageAssumptions } from "../estimate";
import { estimateCost } from "../estimate-cost";
import { armMachines } from "./arm-machines";
import { coldStorage } from "./cold-storage";
import { currentVolumes } from "./current-volumes";
import { nightsOff } from "./nights-off";
import { oneNatGateway } from "./one-nat-gateway";
import { smallerDatabase } from "./smaller-database";
import { spotNodes } from "./spot-nodes";
import type { Saving, Suggestion } from "./suggestion";
import { tauMachines } from "./tau-machines";
import { withoutStandby } from "./without-standby";

const SUGGESTIONS: readonly Suggestion[] = [
  armMachines,
  coldStorage,
  currentVolumes,
  nightsOff,
  oneNatGateway,
  smallerDatabase,
  spotNodes,
  tauMachines,
  withoutStandby,
];

/**
 * Possible savings, largest first. Each is estimated separately; savings may overlap. Pure.
 * @param before the estimate of the graph as it is
 */
export function findSavings(
  graph: ResourceGraph,
  before: CostEstimate,
  { usage, today, tier }: { readonly usage: UsageAssumptions; readonly today: string; readonly tier: Tier },
): Saving[] {
  return SUGGESTIONS.filter(({ tiers }) => tiers.includes(tier))
    .flatMap(({ id, title, caution, share = new Decimal(1), change }) => {
      const changeOne = change({ graph, usage, today });
      const changed = new Set<Resource>();
      const instead = graph.replaced((resource) => {
        const body = ["managed", "manifest"].includes(resource.mode) ? changeOne(resource) : undefined;
        if (body !== undefined) changed.add(resource);
        return body;
      });
      if (changed.size === 0) return [];
      const after = estimateCost(instead, usage, today);
      const monthly = before.monthly.minus(after.monthly).times(share);
      return isComparable(before, after) && monthly.gt(0)
        ? [{ id, title, caution, monthly, resources: changed.size }]
        : [];
    })
    .sort((left, right) => right.monthly.cmp(left.monthly));
}

/** A change to an unpriced resource would look like a saving of its whole cost. */
function isComparable(before: CostEstimate, after: CostEstimate): boolean {
  const count = ({ lines }: CostEstimate) => lines.filter(({ kind }) => kind === "unpriced").length;
  return count(after) <= count(before);
}
