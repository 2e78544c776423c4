import type { Resource } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";

/** Rules of a region that one price is for; each beyond them has its own. */
const FIRST = 5;

/** https://cloud.google.com/load-balancing/pricing: the first five rules of a region together, then each. */
export const googleComputeForwardingRule: Estimator = {
  type: "google_compute_forwarding_rule",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (!isExternal(resource, context)) return [bill.unpriced("forwarding rule", "internal ones are not in the book")];
    return forwardingRule(bill, rank(resource, context));
  },
};

function forwardingRule(bill: Bill, before: number): CostLine[] {
  if (before === 0) {
    return [bill.line({ item: "first five forwarding rules", quantity: HOURS_PER_MONTH, price: "lb.forwarding_rule" })];
  }
  if (before < FIRST) return [];
  return [bill.line({ item: "forwarding rule", quantity: HOURS_PER_MONTH, price: "lb.forwarding_rule.additional" })];
}

/** How many external rules stand before it in the code; a project has its rules in one region as a rule. */
function rank(resource: Resource, context: EstimateContext): number {
  return context.graph
    .ofType(resource.type)
    .filter((rule) => isExternal(rule, context))
    .indexOf(resource);
}

function isExternal(resource: Resource, context: EstimateContext): boolean {
  return new Bill(resource, context).text("load_balancing_scheme", "EXTERNAL")?.startsWith("EXTERNAL") ?? false;
}
