import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://cloud.google.com/bigquery/pricing: stored data, cheaper if unchanged for 90 days. Views store nothing. */
export const googleBigqueryTable: Estimator = {
  type: "google_bigquery_table",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (bill.has("view") || bill.has("external_data_configuration")) return [];
    return [byUsage(bill, "table storage", "bigquery.active_storage", "the stored data")];
  },
};
