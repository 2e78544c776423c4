import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Private ranges are free; the price of a public address depends on what uses it. https://cloud.google.com/vpc/network-pricing#ipaddress */
export const googleComputeGlobalAddress: Estimator = {
  type: "google_compute_global_address",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return bill.text("address_type", "EXTERNAL") === "INTERNAL"
      ? []
      : [bill.unpriced("global address", "its price depends on what uses it")];
  },
};
