import { Decimal } from "decimal.js";
import { Bill } from "../bill";
import { DAYS_PER_MONTH, type Estimator } from "../estimate";

/** GiB a month that each project writes for nothing. */
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
    const written = new Decimal(context.usage.logsGb);
    return [
      bill.line({
        item: "log storage over the free part",
        quantity: Decimal.max(0, written.minus(FREE_GIB)),
        unit: "GiB",
        price: "logging.storage",
        charge: "usage",
      }),
      bill.line({
        item: "log retention over 30 days",
        quantity: written.times(Math.max(0, days - INCLUDED_DAYS)).div(DAYS_PER_MONTH),
        unit: "GiB-month",
        price: "logging.retention",
        charge: "usage",
      }),
    ];
  },
};
