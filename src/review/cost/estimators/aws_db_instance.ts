import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";

/** https://aws.amazon.com/rds/postgresql/pricing/ */
export const awsDbInstance: Estimator = {
  type: "aws_db_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const instanceClass = bill.text("instance_class");
    const storage = bill.number("allocated_storage");
    const storageType = bill.text("storage_type", "gp2");
    const multiAz = bill.text("multi_az", "false");
    if (bill.text("engine") !== "postgres") return [bill.unpriced("database", "only PostgreSQL is in the book")];
    if (!instanceClass || storage === undefined || storageType === undefined || multiAz === undefined) {
      return [bill.unpriced("database", "its class, storage or zones are unknown")];
    }
    const zones = multiAz === "true" ? "multi-az" : "single-az";
    return [
      bill.line({
        item: `PostgreSQL ${instanceClass}, ${zones}`,
        quantity: HOURS_PER_MONTH,
        unit: "h",
        table: `rds.postgres.${zones}`,
        price: instanceClass,
      }),
      bill.line({
        item: `database storage ${storageType}, ${zones}`,
        quantity: storage,
        unit: "GB-month",
        price: `rds.storage.${storageType}${zones === "multi-az" ? ".multi_az" : ""}`,
      }),
      bill.line({
        item: "database backups over the free part",
        quantity: context.usage.databaseBackupGb,
        unit: "GB-month",
        price: "rds.backup_over_free",
        charge: "usage",
      }),
    ];
  },
};
