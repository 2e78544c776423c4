import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/vpc/pricing/; the public address is billed with its aws_eip. */
export const awsNatGateway: Estimator = {
  type: "aws_nat_gateway",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const all = context.graph.ofType(resource.type).length;
    return [
      bill.line({ item: "NAT gateway", quantity: HOURS_PER_MONTH, unit: "h", price: "nat_gateway.hour" }),
      bill.line({
        item: "NAT data",
        quantity: new Decimal(context.usage.natGb).div(all),
        unit: "GB",
        price: "nat_gateway.data",
        charge: "usage",
      }),
    ];
  },
};
