import { Bill } from "../bill";
import { type CostLine, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { usageShare } from "../usage-share";

const TITLES: ReadonlyMap<string | undefined, string> = new Map([
  ["postgres", "PostgreSQL"],
  ["mysql", "MySQL"],
]);

/**
 * https://aws.amazon.com/rds/postgresql/pricing/ and https://aws.amazon.com/rds/mysql/pricing/: classes have prices of
 * their own for each engine and for Multi-AZ; storage and backups cost the same for both.
 */
export const awsDbInstance: Estimator = {
  type: "aws_db_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const instanceClass = bill.text("instance_class");
    const multiAz = bill.text("multi_az", "false");
    const engine = bill.text("engine");
    const title = TITLES.get(engine);
    if (title === undefined) return [bill.unpriced("database", "only PostgreSQL and MySQL are in the book")];
    if (!instanceClass || multiAz === undefined) {
      return [bill.unpriced("database", "its class or zones are unknown")];
    }
    const zones = multiAz === "true" ? "multi-az" : "single-az";
    return [
      bill.line({
        item: `${title} ${instanceClass}, ${zones}`,
        quantity: HOURS_PER_MONTH,
        table: `rds.${engine}.${zones}`,
        price: instanceClass,
      }),
      ...storage(bill, zones),
      bill.line({
        item: "database backups over the free part",
        quantity: usageShare(context.usage.databaseBackupGb, resource, context),
        price: "rds.backup_over_free",
        charge: "usage",
      }),
    ];
  },
};

/** What gp3 has at no extra cost: more from 400 GiB on, because RDS stripes it. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
function gp3Base(sizeGib: number): { readonly iops: number; readonly throughput: number } {
  return sizeGib < 400 ? { iops: 3000, throughput: 125 } : { iops: 12_000, throughput: 500 };
}

function storage(bill: Bill, zones: "single-az" | "multi-az"): CostLine[] {
  const size = bill.has("allocated_storage") ? bill.number("allocated_storage") : undefined;
  const iops = bill.number("iops");
  const throughput = bill.number("storage_throughput");
  const type = bill.text("storage_type", bill.has("iops") ? "io1" : "gp2");
  if (size === undefined || type === undefined || iops === undefined || throughput === undefined) {
    return [bill.unpriced("database storage", "its size, type or speed is unknown")];
  }
  const suffix = zones === "multi-az" ? ".multi_az" : "";
  const base = gp3Base(size);
  const extra = (item: string, value: number, price: string) =>
    type === "gp3" && value > 0 ? [bill.line({ item, quantity: value, price: `${price}${suffix}` })] : [];
  return [
    bill.line({
      item: `database storage ${type}, ${zones}`,
      quantity: size,
      price: `rds.storage.${type}${suffix}`,
    }),
    ...extra("database IOPS", iops - base.iops, "rds.gp3.iops_over_baseline"),
    ...extra("database throughput", throughput - base.throughput, "rds.gp3.throughput_over_baseline"),
  ];
}
