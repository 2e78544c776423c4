import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/vpc/pricing/: every public IPv4 address, in use or not. */
export const awsEip: Estimator = {
  type: "aws_eip",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "public IPv4 address", quantity: HOURS_PER_MONTH, price: "vpc.public_ipv4" })];
  },
};
