import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/bigquery/pricing: what the queries read, on demand; its tables are resources of their own. */
export const googleBigqueryDataset: Estimator = {
  type: "google_bigquery_dataset",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [byUsage(bill, "queries", "bigquery.queries", "what they read, over the free TiB")];
  },
};
