import type { Resource, ResourceGraph } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { regionOf } from "../region";

/** Rules of a region that one price is for; each beyond them has its own. */
const FIRST = 5;

/** https://cloud.google.com/load-balancing/pricing: the first five rules of a region together, then each. */
export const googleComputeForwardingRule: Estimator = {
  type: "google_compute_forwarding_rule",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const before = ranksOf(context).get(resource);
    return before === undefined
      ? [bill.unpriced("forwarding rule", "internal ones are not in the book")]
      : forwardingRule(bill, before);
  },
};

function forwardingRule(bill: Bill, before: number): CostLine[] {
  if (before === 0) {
    return [bill.line({ item: "first five forwarding rules", quantity: HOURS_PER_MONTH, price: "lb.forwarding_rule" })];
  }
  if (before < FIRST) return [];
  return [bill.line({ item: "forwarding rule", quantity: HOURS_PER_MONTH, price: "lb.forwarding_rule.additional" })];
}

/** Counted once a graph: one of thousands of rules doesn't look at all others. */
const RANKS = new WeakMap<ResourceGraph, ReadonlyMap<Resource, number>>();

/** How many external rules of the same region stand before each external rule. */
function ranksOf(context: EstimateContext): ReadonlyMap<Resource, number> {
  const known = RANKS.get(context.graph);
  if (known) return known;
  const counts = new Map<string | undefined, number>();
  const ranks = new Map<Resource, number>();
  for (const rule of context.graph.ofType("google_compute_forwarding_rule")) {
    const scheme = new Bill(rule, context).text("load_balancing_scheme", "EXTERNAL");
    if (!scheme?.startsWith("EXTERNAL")) continue;
    const region = regionOf(rule, context);
    const before = counts.get(region) ?? 0;
    ranks.set(rule, before);
    counts.set(region, before + 1);
  }
  RANKS.set(context.graph, ranks);
  return ranks;
}
