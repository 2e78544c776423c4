import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/secret-manager/pricing: one active version per user-managed replica. */
export const googleSecretManagerSecret: Estimator = {
  type: "google_secret_manager_secret",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    // A secret with automatic replication counts as one location.
    const places = bill.has("replication.user_managed") ? bill.count("replication.user_managed.replicas") : 1;
    if (places === undefined) return [bill.unpriced("secret version", "its replication is unknown")];
    return [bill.line({ item: "secret version", quantity: places, price: "secretmanager.version" })];
  },
};
