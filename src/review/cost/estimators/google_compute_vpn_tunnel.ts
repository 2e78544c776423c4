import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://cloud.google.com/network-connectivity/docs/vpn/pricing: per tunnel; its traffic is billed as network traffic. */
export const googleComputeVpnTunnel: Estimator = {
  type: "google_compute_vpn_tunnel",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "VPN tunnel", quantity: HOURS_PER_MONTH, price: "vpn.tunnel" })];
  },
};
