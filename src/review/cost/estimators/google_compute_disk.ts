import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { googleDisk } from "../google-disk";

/** https://cloud.google.com/compute/disks-image-pricing; pd-standard by default. */
export const googleComputeDisk: Estimator = {
  type: "google_compute_disk",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const size = bill.number("size", Number.NaN);
    return googleDisk(bill, "disk", {
      type: bill.text("type", "pd-standard"),
      size,
      iops: bill.number("provisioned_iops"),
    });
  },
};
