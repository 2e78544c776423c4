import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/secret-manager/pricing: one active version of each entry. */
export const googleSecretManagerSecret: Estimator = {
  type: "google_secret_manager_secret",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [bill.line({ item: "secret version", quantity: 1, unit: "month", price: "secretmanager.version" })];
  },
};
