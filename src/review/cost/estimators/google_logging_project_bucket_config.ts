import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** Free GiB a month of a project, all its buckets together. */
const FREE_GIB = 50;

/** Days of retention included in the write price. */
const INCLUDED_DAYS = 30;

/** https://cloud.google.com/stackdriver/pricing: data written beyond the free tier, and data kept beyond 30 days. */
export const googleLoggingProjectBucketConfig: Estimator = {
  type: "google_logging_project_bucket_config",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const days = bill.number("retention_days", INCLUDED_DAYS);
    if (days === undefined) return [bill.unpriced("logs", "their retention is unknown")];
    const written = usageShare(context.usage.logsGb, resource, context);
    return [
      bill.line({
        item: "log storage beyond the free tier",
        quantity: Decimal.max(0, written.minus(usageShare(FREE_GIB, resource, context))),
        price: "logging.storage",
        charge: "usage",
      }),
      bill.line({
        item: "log retention over 30 days",
        quantity: written.times(Math.max(0, days - INCLUDED_DAYS)).div(DAYS_PER_MONTH),
        price: "logging.retention",
        charge: "usage",
      }),
    ];
  },
};
