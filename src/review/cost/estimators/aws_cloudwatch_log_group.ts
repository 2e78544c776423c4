import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** https://aws.amazon.com/cloudwatch/pricing/; ingested logs are distributed over the groups. */
export const awsCloudwatchLogGroup: Estimator = {
  type: "aws_cloudwatch_log_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const ingested = usageShare(context.usage.logsGb, resource, context);
    const days = bill.number("retention_in_days");
    if (bill.text("log_group_class", "STANDARD") !== "STANDARD") {
      return [bill.unpriced("logs", "the book only has the standard class")];
    }
    if (!days) return [bill.unpriced("logs", "they are kept forever or for an unknown time")];
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
