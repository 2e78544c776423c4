import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/pubsub/pricing: delivered data, and data retained after delivery. */
export const googlePubsubSubscription: Estimator = {
  type: "google_pubsub_subscription",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      byUsage(bill, "delivered messages", "pubsub.delivery", "the delivered data"),
      ...(bill.text("retain_acked_messages", "false") === "false"
        ? []
        : [byUsage(bill, "kept messages", "pubsub.storage", "the delivered data")]),
    ];
  },
};
