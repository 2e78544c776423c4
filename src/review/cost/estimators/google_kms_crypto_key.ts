import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/kms/pricing: each active version; rotation adds one each period. */
export const googleKmsCryptoKey: Estimator = {
  type: "google_kms_crypto_key",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "KMS key version", quantity: 1, unit: "month", price: "kms.key_version" })];
  },
};
