import { Bill } from "../bill";
import type { Estimator } from "../estimate";
import { storedGb } from "../stored-gb";

/** https://cloud.google.com/storage/pricing */
export const googleStorageBucket: Estimator = {
  type: "google_storage_bucket",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const name = bill.text("name");
    if (!name) return [bill.unpriced("object storage", "its name is unknown, and with it what it stores")];
    const stored = storedGb(name, context.usage.bucketStorageGb);
    if (stored === undefined) return [];
    const storageClass = (bill.text("storage_class", "STANDARD") ?? "").toLowerCase();
    return [
      bill.line({
        item: `object storage ${storageClass}`,
        quantity: stored,
        price: `gcs.${storageClass}`,
        charge: "usage",
      }),
    ];
  },
};
