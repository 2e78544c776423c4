import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/route53/pricing/: the price of each of the first 25 zones; queries cost a fraction of it. */
export const awsRoute53Zone: Estimator = {
  type: "aws_route53_zone",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "hosted zone", quantity: 1, price: "route53.zone" })];
  },
};
