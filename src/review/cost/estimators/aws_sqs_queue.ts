import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** A queue that only receives AWS events gets far fewer messages than the free million a month. */
const EVENTS = ["aws_cloudwatch_event_target"];

/** https://aws.amazon.com/sqs/pricing/ */
export const awsSqsQueue: Estimator = {
  type: "aws_sqs_queue",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (context.graph.referrers(resource, ...EVENTS).length > 0) return [];
    const kind = bill.text("fifo_queue", "false") === "true" ? "fifo" : "standard";
    return [byUsage(bill, "messages", `sqs.${kind}`, "the requests beyond the free million")];
  },
};
