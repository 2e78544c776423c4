import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/rds/aurora/pricing/: its instances are resources of their own. */
export const awsRdsCluster: Estimator = {
  type: "aws_rds_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (!bill.text("engine")?.startsWith("aurora")) {
      return [bill.unpriced("database cluster", "only Aurora is in the book")];
    }
    if (bill.text("storage_type") === "aurora-iopt1") {
      return [bill.unpriced("database storage", "I/O-optimised storage is not in the book")];
    }
    return [
      byUsage(bill, "database storage", "aurora.storage", "what is stored"),
      byUsage(bill, "database I/O", "aurora.io", "the requests to the storage"),
    ];
  },
};
