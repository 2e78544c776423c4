import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/transit-gateway/pricing/ */
export const awsEc2TransitGatewayVpcAttachment: Estimator = {
  type: "aws_ec2_transit_gateway_vpc_attachment",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      bill.line({ item: "transit gateway attachment", quantity: HOURS_PER_MONTH, price: "transit_gateway.attachment" }),
      bill.unpriced("transit gateway data", "it depends on the traffic"),
    ];
  },
};
