import { rdsSupportEnd } from "../../../facts/database-support";
import { Bill } from "../bill";
import { type CostLine, type EstimateContext, type Estimator, HOURS_PER_MONTH } from "../estimate";
import { usageShare } from "../usage-share";

const TITLES: ReadonlyMap<string | undefined, string> = new Map([
  ["postgres", "PostgreSQL"],
  ["mysql", "MySQL"],
]);

/**
 * https://aws.amazon.com/rds/postgresql/pricing/ and https://aws.amazon.com/rds/mysql/pricing/: classes have
 * separate prices per engine and for Multi-AZ; storage and backups cost the same for both.
 */
export const awsDbInstance: Estimator = {
  type: "aws_db_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const instanceClass = bill.text("instance_class");
    const multiAz = bill.text("multi_az", "false");
    const engine = bill.text("engine");
    const title = TITLES.get(engine);
    if (title === undefined) return [bill.unpriced("database", "the book only has PostgreSQL and MySQL")];
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
      ...extendedSupport(bill, engine ?? "", instanceClass, zones, context),
      ...storage(bill, zones),
      bill.line({
        item: "database backups beyond the free tier",
        quantity: usageShare(context.usage.databaseBackupGb, resource, context),
        price: "rds.backup_over_free",
        charge: "usage",
      }),
    ];
  },
};

/** vCPUs of sizes without a number; a number in front is a multiple of four. */
const VCPUS: Readonly<Record<string, number>> = { micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/** Classes whose small sizes have one vCPU. */
const SMALLER = /^db\.(t2|m1|m3)\./;

function vcpus(instanceClass: string): number | undefined {
  const [, times, size = ""] = /\.(\d+)?([a-z]+)$/.exec(instanceClass) ?? [];
  if (SMALLER.test(instanceClass)) return undefined;
  return times === undefined ? VCPUS[size] : size === "xlarge" ? Number(times) * 4 : undefined;
}

/**
 * Price per vCPU of a version past standard support: https://aws.amazon.com/rds/postgresql/pricing/. It is more
 * expensive from the third year, and a Multi-AZ standby also has vCPUs; neither is in the book.
 */
function extendedSupport(
  bill: Bill,
  engine: string,
  instanceClass: string,
  zones: "single-az" | "multi-az",
  { today }: EstimateContext,
): CostLine[] {
  if (bill.text("engine_lifecycle_support") === "open-source-rds-extended-support-disabled") return [];
  const end = rdsSupportEnd(engine, bill.text("engine_version") ?? "");
  if (end === undefined || end >= today) return [];
  const item = "database extended support";
  const count = vcpus(instanceClass);
  if (zones === "multi-az") return [bill.unpriced(item, "the book has no price for two zones")];
  if (count === undefined) return [bill.unpriced(item, `the number of vCPUs of ${instanceClass} is unknown`)];
  if (yearsLater(end, 2) < today) return [bill.unpriced(item, "the book has no price for the third year")];
  return [bill.line({ item, quantity: count * HOURS_PER_MONTH, price: "rds.extended_support.first_two_years" })];
}

function yearsLater(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}

/** What gp3 includes at no extra cost: more from 400 GiB, because RDS stripes it. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
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
    ...(type === "io1" || type === "io2" ? [provisionedIops(bill, type, iops, suffix)] : []),
    ...extra("database IOPS", iops - base.iops, "rds.gp3.iops_over_baseline"),
    ...extra("database throughput", throughput - base.throughput, "rds.gp3.throughput_over_baseline"),
  ];
}

function provisionedIops(bill: Bill, type: string, iops: number, suffix: string): CostLine {
  const item = "database IOPS";
  if (iops === 0) return bill.unpriced(item, "the number is not in the code");
  return bill.line({ item, quantity: iops, price: `rds.${type}.iops${suffix}` });
}
