import type { Resource } from "../../model";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { capacityUnits } from "../service-load-balancer";
import { usageShare } from "../usage-share";

const PRICES: Readonly<Record<string, string>> = { application: "alb", network: "nlb" };

/** https://aws.amazon.com/elasticloadbalancing/pricing/. */
export const awsLb: Estimator = {
  type: "aws_lb",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text("load_balancer_type", "application") ?? "";
    const price = Object.hasOwn(PRICES, type) ? PRICES[type] : undefined;
    if (price === undefined) return [bill.unpriced("load balancer", "its type is not in the book or unknown")];
    return [
      bill.line({ item: `${type} load balancer`, quantity: HOURS_PER_MONTH, price: `${price}.hour` }),
      bill.line({
        item: "load balancer data",
        quantity: capacityUnits(usageShare(context.usage.loadBalancerGb, resource, context)).quantity,
        price: `${price}.lcu`,
        charge: "usage",
      }),
      ...addresses(resource, context, bill),
    ];
  },
};

/** A public load balancer has an address in each zone; assigned addresses are billed with their aws_eip. */
function addresses(resource: Resource, { graph }: EstimateContext, bill: Bill): CostLine[] {
  const internal = bill.text("internal", "false");
  const mappings = graph.blocks(resource, "subnet_mapping");
  if (internal === "true") return [];
  const given = mappings.filter(({ allocation_id }) => allocation_id !== undefined).length;
  if (given > 0 && given === mappings.length) return [];
  const zones = bill.has("subnets") ? bill.count("subnets") : mappings.length - given;
  return internal === undefined || !zones
    ? [bill.unpriced("public IPv4 addresses", "the number is unknown")]
    : [bill.line({ item: "public IPv4 addresses", quantity: HOURS_PER_MONTH * zones, price: "vpc.public_ipv4" })];
}
