import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/filestore/pricing: by the size of its share, with a price per tier. */
export const googleFilestoreInstance: Estimator = {
  type: "google_filestore_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const tier = bill.text("tier");
    const size = bill.number("file_shares.capacity_gb", Number.NaN);
    if (!tier || size === undefined) return [bill.unpriced("file share", "its tier or size is unknown")];
    return [bill.line({ item: `file share ${tier}`, quantity: size, price: `filestore.${tier.toLowerCase()}` })];
  },
};
