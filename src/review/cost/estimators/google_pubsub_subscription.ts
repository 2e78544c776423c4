import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/pubsub/pricing: what is delivered, and what is kept after it. */
export const googlePubsubSubscription: Estimator = {
  type: "google_pubsub_subscription",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      byUsage(bill, "delivered messages", "pubsub.delivery", "what is delivered"),
      ...(bill.text("retain_acked_messages", "false") === "false"
        ? []
        : [byUsage(bill, "kept messages", "pubsub.storage", "what is delivered")]),
    ];
  },
};
