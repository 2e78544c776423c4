import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";

/** https://aws.amazon.com/cloudwatch/pricing/; the ingested logs are shared out over the groups. */
export const awsCloudwatchLogGroup: Estimator = {
  type: "aws_cloudwatch_log_group",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const all = context.graph.ofType(resource.type).length;
    const ingested = new Decimal(context.usage.logsGb).div(all);
    const days = bill.number("retention_in_days");
    if (!days) return [bill.unpriced("logs", "they are kept for ever, or for an unknown time")];
    return [
      bill.line({
        item: "log ingestion",
        quantity: ingested,
        unit: "GB",
        price: "cloudwatch.logs.ingest",
        charge: "usage",
      }),
      bill.line({
        item: "log storage",
        quantity: ingested.times(days).div(DAYS_PER_MONTH),
        unit: "GB-month",
        price: "cloudwatch.logs.store",
        charge: "usage",
      }),
    ];
  },
};
