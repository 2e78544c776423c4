import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";
import { usageShare } from "../usage-share";

/** https://aws.amazon.com/vpc/pricing/; the public address is billed with its aws_eip. */
export const awsNatGateway: Estimator = {
  type: "aws_nat_gateway",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({ item: "NAT gateway", quantity: HOURS_PER_MONTH, price: "nat_gateway.hour" }),
      bill.line({
        item: "NAT data",
        quantity: usageShare(context.usage.natGb, resource, context),
        price: "nat_gateway.data",
        charge: "usage",
      }),
    ];
  },
};
