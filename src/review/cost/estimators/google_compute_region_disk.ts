import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { googleDisk } from "../google-disk";

/** https://cloud.google.com/compute/disks-image-pricing: kept in two zones, with a separate price. */
export const googleComputeRegionDisk: Estimator = {
  type: "google_compute_region_disk",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const type = bill.text("type", "pd-standard");
    return googleDisk(bill, "regional disk", { type, size: bill.number("size", Number.NaN), regional: true });
  },
};
