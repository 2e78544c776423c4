import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/sns/pricing/; what is delivered other than to queues and functions comes on top. */
export const awsSnsTopic: Estimator = {
  type: "aws_sns_topic",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.text("fifo_topic", "false") !== "false") {
      return [bill.unpriced("messages", "those of FIFO topics are not in the book")];
    }
    return [byUsage(bill, "messages", "sns.requests", "the requests over the free million")];
  },
};
