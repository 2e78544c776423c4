import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Logs in CloudWatch are billed with their log group. https://aws.amazon.com/cloudwatch/pricing/ (vended logs) */
export const awsFlowLog: Estimator = {
  type: "aws_flow_log",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return bill.text("log_destination_type", "cloud-watch-logs") === "cloud-watch-logs"
      ? []
      : [bill.unpriced("flow logs", "the book only has flow logs in CloudWatch")];
  },
};
