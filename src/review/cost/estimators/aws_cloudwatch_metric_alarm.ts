import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Period in seconds, below which an alarm is high-resolution. */
const STANDARD_PERIOD = 60;

/** https://aws.amazon.com/cloudwatch/pricing/: by watched metric. */
export const awsCloudwatchMetricAlarm: Estimator = {
  type: "aws_cloudwatch_metric_alarm",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.has("metric_query"))
      return [bill.unpriced("alarm", "the book has no price for alarms over several metrics")];
    const period = bill.number("period", STANDARD_PERIOD);
    if (period === undefined) return [bill.unpriced("alarm", "its period is unknown")];
    const price = period < STANDARD_PERIOD ? "cloudwatch.alarm.high_resolution" : "cloudwatch.alarm";
    return [bill.line({ item: "alarm", quantity: 1, price })];
  },
};
