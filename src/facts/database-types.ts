import awsDatabaseClasses from "./aws-database-classes.json";
import type { CloudProvider } from "./provider";

/**
 * Instance classes that RDS runs PostgreSQL and MySQL on.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const RDS_CLASSES = Object.entries(awsDatabaseClasses).flatMap(([family, sizes]) =>
  sizes.map((size) => `${family}.${size}`),
);

/** https://cloud.google.com/sql/docs/postgres/instance-settings#machine-type-2ndgen */
const CLOUD_SQL = { maxVcpus: 96, minGiBPerVcpu: 0.9, maxGiBPerVcpu: 6.5, minMib: 3840, stepMib: 256 } as const;

/** Cloud SQL's shared-core machine types. */
const CLOUD_SQL_SHARED = ["db-f1-micro", "db-g1-small"];

/** Whether the cloud runs PostgreSQL and MySQL on this type. */
export function hasDatabaseType(provider: CloudProvider, type: string): boolean {
  return provider === "aws" ? RDS_CLASSES.includes(type) : CLOUD_SQL_SHARED.includes(type) || isCustomType(type);
}

/** The predefined types; Cloud SQL's custom types can't be listed. */
export function databaseTypeNames(provider: CloudProvider): readonly string[] {
  return provider === "aws" ? RDS_CLASSES : CLOUD_SQL_SHARED;
}

function isCustomType(type: string): boolean {
  const [, cpus, memory] = /^db-custom-([1-9]\d*)-([1-9]\d*)$/.exec(type) ?? [];
  if (cpus === undefined || memory === undefined) return false;
  const vcpus = Number(cpus);
  const mib = Number(memory);
  const gibPerVcpu = mib / 1024 / vcpus;
  return (
    (vcpus === 1 || vcpus % 2 === 0) &&
    vcpus <= CLOUD_SQL.maxVcpus &&
    mib % CLOUD_SQL.stepMib === 0 &&
    mib >= CLOUD_SQL.minMib &&
    gibPerVcpu >= CLOUD_SQL.minGiBPerVcpu &&
    gibPerVcpu <= CLOUD_SQL.maxGiBPerVcpu
  );
}
