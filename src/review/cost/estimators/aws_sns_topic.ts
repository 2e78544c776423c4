import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/sns/pricing/; deliveries other than to queues and functions are extra. */
export const awsSnsTopic: Estimator = {
  type: "aws_sns_topic",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.text("fifo_topic", "false") !== "false") {
      return [bill.unpriced("messages", "the book has no price for FIFO topics")];
    }
    return [byUsage(bill, "messages", "sns.requests", "the requests beyond the free million")];
  },
};
