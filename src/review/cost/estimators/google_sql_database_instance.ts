import { Bill } from "../bill";
import { type Estimator, HOURS_PER_MONTH } from "../estimate";
import { usageShare } from "../usage-share";

const SHARED_CORE: Readonly<Record<string, string>> = {
  "db-f1-micro": "cloudsql.f1_micro",
  "db-g1-small": "cloudsql.g1_small",
};

const ENGINES: readonly (readonly [prefix: string, title: string])[] = [
  ["POSTGRES_", "PostgreSQL"],
  ["MYSQL_", "MySQL"],
];

/**
 * https://cloud.google.com/sql/pricing: vCPUs, memory and storage, the same for PostgreSQL and MySQL; high availability
 * doubles each of them.
 */
export const googleSqlDatabaseInstance: Estimator = {
  type: "google_sql_database_instance",
  estimate: (resource, context) => {
    const bill = new Bill(resource, context);
    const tier = bill.text("settings.tier");
    const storage = bill.number("settings.disk_size", 10);
    const [, cpus, mib] = /^db-custom-(\d+)-(\d+)$/.exec(tier ?? "") ?? [];
    if (!tier || storage === undefined) return [bill.unpriced("database", "its type or storage is unknown")];
    const version = bill.text("database_version") ?? "";
    const [, title] = ENGINES.find(([prefix]) => version.startsWith(prefix)) ?? [];
    if (title === undefined) return [bill.unpriced("database", "the book only has PostgreSQL and MySQL")];
    const availability = bill.text("settings.availability_type", "ZONAL");
    if (availability === undefined) return [bill.unpriced("database", "its availability is unknown")];
    const copies = availability === "REGIONAL" ? 2 : 1;
    const shared = SHARED_CORE[tier];
    const compute =
      cpus !== undefined && mib !== undefined
        ? [
            bill.line({
              item: `${title} vCPUs`,
              quantity: copies * Number(cpus) * HOURS_PER_MONTH,
              price: "cloudsql.vcpu",
            }),
            bill.line({
              item: `${title} memory`,
              quantity: (copies * Number(mib)) / 1024,
              price: "cloudsql.ram",
            }),
          ]
        : shared !== undefined
          ? [bill.line({ item: `${title} ${tier}`, quantity: copies * HOURS_PER_MONTH, price: shared })]
          : [bill.unpriced(`${title} ${tier}`, "the book doesn't have this type")];
    return [
      ...compute,
      bill.text("settings.disk_type", "PD_SSD") === "PD_SSD"
        ? bill.line({ item: "database storage", quantity: copies * storage, price: "cloudsql.ssd" })
        : bill.unpriced("database storage", "the book only has SSD storage"),
      bill.line({
        item: "database backups",
        quantity: usageShare(context.usage.databaseBackupGb, resource, context),
        price: "cloudsql.backup",
        charge: "usage",
      }),
    ];
  },
};
