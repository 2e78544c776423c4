import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/secret-manager/pricing: one active version, in each place that it is kept in by choice. */
export const googleSecretManagerSecret: Estimator = {
  type: "google_secret_manager_secret",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    // A secret that Google replicates counts as one place.
    const places = bill.has("replication.user_managed") ? bill.count("replication.user_managed.replicas") : 1;
    if (places === undefined) return [bill.unpriced("secret version", "where it is kept is unknown")];
    return [bill.line({ item: "secret version", quantity: places, price: "secretmanager.version" })];
  },
};
