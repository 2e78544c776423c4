import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { storedGb } from "../stored-gb";

/** https://cloud.google.com/storage/pricing */
export const googleStorageBucket: Estimator = {
  type: "google_storage_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const stored = storedGb(bill.text("name"), context.usage.bucketStorageGb);
    if (stored === undefined) return [];
    const storageClass = (bill.text("storage_class", "STANDARD") ?? "").toLowerCase();
    return [
      bill.line({
        item: `object storage ${storageClass}`,
        quantity: stored,
        unit: "GB-month",
        price: `gcs.${storageClass}`,
        charge: "usage",
      }),
    ];
  },
};
