import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Ranges of private addresses are free; a public one depends on what uses it. https://cloud.google.com/vpc/network-pricing#ipaddress */
export const googleComputeGlobalAddress: Estimator = {
  type: "google_compute_global_address",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return bill.text("address_type", "EXTERNAL") === "INTERNAL"
      ? []
      : [bill.unpriced("global address", "its price depends on what uses it")];
  },
};
