import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** What is written to CloudWatch is billed with its log group. https://aws.amazon.com/cloudwatch/pricing/ (vended logs) */
export const awsFlowLog: Estimator = {
  type: "aws_flow_log",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return bill.text("log_destination_type", "cloud-watch-logs") === "cloud-watch-logs"
      ? []
      : [bill.unpriced("flow logs", "only those in CloudWatch are in the book")];
  },
};
