import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";
import { usageShare } from "../usage-share";

/** https://aws.amazon.com/elasticloadbalancing/pricing/: classic load balancers. */
export const awsElb: Estimator = {
  type: "aws_elb",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({ item: "classic load balancer", quantity: HOURS_PER_MONTH, price: "clb.hour" }),
      bill.line({
        item: "load balancer data",
        quantity: usageShare(context.usage.loadBalancerGb, resource, context),
        price: "clb.data",
        charge: "usage",
      }),
    ];
  },
};
