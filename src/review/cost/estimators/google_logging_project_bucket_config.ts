import { Bill } from "../bill";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/stackdriver/pricing: ingestion, and what is kept beyond 30 days. */
export const googleLoggingProjectBucketConfig: Estimator = {
  type: "google_logging_project_bucket_config",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (context.usage.logsGb === 0) return [];
    return [
      bill.unpriced("logs", `the price of ${context.usage.logsGb} GB of Cloud Logging a month is not in the book`),
    ];
  },
};
