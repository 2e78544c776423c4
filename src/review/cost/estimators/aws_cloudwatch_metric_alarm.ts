import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** Metrics every so many seconds, below which an alarm is of high resolution. */
const STANDARD_PERIOD = 60;

/** https://aws.amazon.com/cloudwatch/pricing/: by the metric that it watches. */
export const awsCloudwatchMetricAlarm: Estimator = {
  type: "aws_cloudwatch_metric_alarm",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.has("metric_query")) return [bill.unpriced("alarm", "those over several metrics are not in the book")];
    const period = bill.number("period", STANDARD_PERIOD);
    if (period === undefined) return [bill.unpriced("alarm", "its period is unknown")];
    const price = period < STANDARD_PERIOD ? "cloudwatch.alarm.high_resolution" : "cloudwatch.alarm";
    return [bill.line({ item: "alarm", quantity: 1, price })];
  },
};
