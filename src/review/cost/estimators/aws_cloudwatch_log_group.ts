import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** https://aws.amazon.com/cloudwatch/pricing/; the ingested logs are shared out over the groups. */
export const awsCloudwatchLogGroup: Estimator = {
  type: "aws_cloudwatch_log_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const ingested = usageShare(context.usage.logsGb, resource, context);
    const days = bill.number("retention_in_days");
    if (bill.text("log_group_class", "STANDARD") !== "STANDARD") {
      return [bill.unpriced("logs", "only the standard class is in the book")];
    }
    if (!days) return [bill.unpriced("logs", "they are kept for ever, or for an unknown time")];
    return [
      bill.line({
        item: "log ingestion",
        quantity: ingested,
        price: "cloudwatch.logs.ingest",
        charge: "usage",
      }),
      bill.line({
        item: "log storage",
        quantity: ingested.times(days).div(DAYS_PER_MONTH),
        price: "cloudwatch.logs.store",
        charge: "usage",
      }),
    ];
  },
};
