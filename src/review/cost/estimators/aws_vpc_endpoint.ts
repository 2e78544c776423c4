import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/privatelink/pricing/: interfaces per hour and subnet; gateways are free. */
export const awsVpcEndpoint: Estimator = {
  type: "aws_vpc_endpoint",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text("vpc_endpoint_type", "Gateway");
    if (type === "Gateway") return [];
    const subnets = context.graph.attribute(resource, "subnet_ids");
    if (type !== "Interface" || subnets.kind !== "known" || !Array.isArray(subnets.value)) {
      return [bill.unpriced("VPC endpoint", "its type or subnets are unknown")];
    }
    return [
      bill.line({
        item: "interface endpoint",
        quantity: HOURS_PER_MONTH * subnets.value.length,
        price: "vpc_endpoint.interface",
      }),
      bill.line({
        item: "interface endpoint data",
        quantity: context.usage.endpointGb,
        price: "vpc_endpoint.interface.data",
        charge: "usage",
      }),
    ];
  },
};
