import { Bill } from "../bill";
import { byUsage } from "../by-usage";
import type { Estimator } from "../estimate";

/** https://aws.amazon.com/rds/aurora/pricing/: its instances are separate resources. */
export const awsRdsCluster: Estimator = {
  type: "aws_rds_cluster",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    if (!bill.text("engine")?.startsWith("aurora")) {
      return [bill.unpriced("database cluster", "the book only has Aurora")];
    }
    if (bill.text("storage_type") === "aurora-iopt1") {
      return [bill.unpriced("database storage", "the book has no I/O-optimised storage")];
    }
    return [
      byUsage(bill, "database storage", "aurora.storage", "the stored data"),
      byUsage(bill, "database I/O", "aurora.io", "the number of storage requests"),
    ];
  },
};
