import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/compute/disks-image-pricing; pd-standard by default. */
export const googleComputeDisk: Estimator = {
  type: "google_compute_disk",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text("type", "pd-standard")?.replace("pd-", "pd.");
    const size = bill.has("size") ? bill.number("size") : undefined;
    return type === undefined || size === undefined
      ? [bill.unpriced("disk", "its type or size is unknown")]
      : [bill.line({ item: `disk ${type}`, quantity: size, price: type })];
  },
};
