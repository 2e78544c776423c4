import { Decimal } from "decimal.js";
import type { CloudProvider } from "../../facts/provider";
import type { Json } from "../model";
import type { Bill } from "./bill";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";

/**
 * The load balancer behind a Kubernetes service of a chart; none if the values define none. On AWS it is the Network
 * Load Balancer that the AWS Load Balancer Controller creates, on Google Cloud one forwarding rule.
 */
export function serviceLoadBalancer(
  values: Json,
  bill: Bill,
  { usage }: EstimateContext,
  provider: CloudProvider,
): CostLine[] {
  const text = JSON.stringify(values);
  if (!/load-balancer-(type|scheme)|"type":"LoadBalancer"/.test(text)) return [];
  if (provider === "google") {
    return [
      bill.line({ item: "load balancer", quantity: HOURS_PER_MONTH, price: "lb.forwarding_rule" }),
      bill.line({ item: "load balancer data", quantity: usage.loadBalancerGb, price: "lb.data", charge: "usage" }),
    ];
  }
  if (!text.includes("aws-load-balancer-type"))
    return [bill.unpriced("load balancer", "the values don't name its controller")];
  return [
    bill.line({ item: "network load balancer", quantity: HOURS_PER_MONTH, price: "nlb.hour" }),
    bill.line({
      item: "load balancer data",
      ...capacityUnits(usage.loadBalancerGb),
      price: "nlb.lcu",
      charge: "usage",
    }),
    ...(text.includes("internet-facing")
      ? [bill.unpriced("public IPv4 addresses", "their number depends on the zones of its subnets")]
      : []),
  ];
}

/** A capacity unit carries 1 GB an hour. https://aws.amazon.com/elasticloadbalancing/pricing/ */
export function capacityUnits(gb: Decimal.Value): { readonly quantity: Decimal } {
  return { quantity: new Decimal(gb).div(HOURS_PER_MONTH) };
}
