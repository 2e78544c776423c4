import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";
import { usageShare } from "../usage-share";

/** GiB a month that a project writes for nothing, all its buckets together. */
const FREE_GIB = 50;

/** Days that are paid for with the writing. */
const INCLUDED_DAYS = 30;

/** https://cloud.google.com/stackdriver/pricing: what is written over the free part, and what is kept beyond 30 days. */
export const googleLoggingProjectBucketConfig: Estimator = {
  type: "google_logging_project_bucket_config",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const days = bill.number("retention_days", INCLUDED_DAYS);
    if (days === undefined) return [bill.unpriced("logs", "it is not known how long they are kept")];
    const written = usageShare(context.usage.logsGb, resource, context);
    return [
      bill.line({
        item: "log storage over the free part",
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
