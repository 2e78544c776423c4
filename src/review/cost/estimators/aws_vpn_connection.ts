import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/vpn/pricing/; a connection to a transit gateway also counts as an attachment. */
export const awsVpnConnection: Estimator = {
  type: "aws_vpn_connection",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const attached = bill.has("transit_gateway_id");
    return [
      bill.line({ item: "VPN connection", quantity: HOURS_PER_MONTH, price: "vpn.connection" }),
      ...(attached
        ? [
            bill.line({
              item: "transit gateway attachment",
              quantity: HOURS_PER_MONTH,
              price: "transit_gateway.attachment",
            }),
          ]
        : []),
    ];
  },
};
