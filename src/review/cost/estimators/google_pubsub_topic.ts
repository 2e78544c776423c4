import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/pubsub/pricing: published data, of which 10 GiB a month are free. */
export const googlePubsubTopic: Estimator = {
  type: "google_pubsub_topic",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [
      byUsage(bill, "published messages", "pubsub.delivery", "the published data"),
      ...(bill.has("message_retention_duration")
        ? [byUsage(bill, "kept messages", "pubsub.storage", "the published data")]
        : []),
    ];
  },
};
