import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://cloud.google.com/vpc/network-pricing#ipaddress */
export const googleComputeAddress: Estimator = {
  type: "google_compute_address",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.text("address_type", "EXTERNAL") !== "EXTERNAL") return [];
    return [bill.line({ item: "public IPv4 address", quantity: HOURS_PER_MONTH, price: "nat.ip" })];
  },
};
