import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/bigquery/pricing: data read by on-demand queries; its tables are separate resources. */
export const googleBigqueryDataset: Estimator = {
  type: "google_bigquery_dataset",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    return [byUsage(bill, "queries", "bigquery.queries", "the data read beyond the free TiB")];
  },
};
