import type { Resource, ResourceGraph } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { regionOf } from "../region";

/** Number of a region's rules covered by one price; each further rule is billed separately. */
const FIRST = 5;

/** https://cloud.google.com/load-balancing/pricing: the first five rules of a region together, then each. */
export const googleComputeForwardingRule: Estimator = {
  type: "google_compute_forwarding_rule",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const before = ranksOf(context).get(resource);
    return before === undefined
      ? [bill.unpriced("forwarding rule", "the book has no internal rules")]
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

/** Counted once per graph, so that thousands of rules don't each scan all others. */
const RANKS = new WeakMap<ResourceGraph, ReadonlyMap<Resource, number>>();

/** The number of external rules of the same region before each external rule. */
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
