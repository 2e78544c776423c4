import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/kms/pricing: per active version; each rotation adds one. */
export const googleKmsCryptoKey: Estimator = {
  type: "google_kms_crypto_key",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.text("version_template.protection_level", "SOFTWARE") !== "SOFTWARE") {
      return [bill.unpriced("KMS key version", "the book only has software keys")];
    }
    return [bill.line({ item: "KMS key version", quantity: 1, price: "kms.key_version" })];
  },
};
