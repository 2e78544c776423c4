import { Decimal } from "decimal.js";
import { HOURS_PER_MONTH } from "../estimate";

/** Maps rows of an offer file to prices of the book. */
export interface AwsSelector {
  /** E.g. `AmazonEC2`. */
  readonly offer: string;
  /** @default "items" */
  readonly table?: string;
  /** Name of the price, or the column that contains it. */
  readonly name: string | { readonly column: string };
  /** Patterns that the columns of a row must match. */
  readonly where: Readonly<Record<string, RegExp>>;
  /** Start of the tier, as written in the list. @default "0" */
  readonly from?: string;
  /** The unit of the book. */
  readonly unit: string;
  /** Units of the list, with their conversion factor. A row in any other unit is rejected. */
  readonly units: Readonly<Record<string, Decimal.Value>>;
}

const HOURS = { unit: "h", units: { Hrs: 1, hours: 1, hour: 1 } };
/** Spellings of the same unit in different offers. */
const GB_MONTHS = { unit: "GB-month", units: { "GB-Mo": 1, "GB-month": 1 } };
const GIGABYTES = { unit: "GB", units: { GB: 1 } };
const IOPS_MONTHS = { unit: "IOPS-month", units: { "IOPS-Mo": 1 } };
const MIB_S_MONTHS = { unit: "MiB/s-month", units: { "MiBps-Mo": 1, "GiBps-mo": new Decimal(1).div(1024) } };
const LCU_MONTHS = { unit: "LCU-month", units: { "LCU-Hrs": HOURS_PER_MONTH } };

/** A usage type is prefixed with its region, except in us-east-1. */
function usage(type: string): Readonly<Record<string, RegExp>> {
  return { usageType: new RegExp(`^([A-Z0-9]+-)?${type}$`) };
}

const LINUX_ON_SHARED_HARDWARE = {
  "Product Family": /^Compute Instance( \(bare metal\))?$/,
  "Operating System": /^Linux$/,
  Tenancy: /^Shared$/,
  CapacityStatus: /^Used$/,
  "Pre Installed S/W": /^NA$/,
  operation: /^RunInstances$/,
};

const DATABASES = [
  ["postgres", "PostgreSQL"],
  ["mysql", "MySQL"],
] as const;

const ZONES = [
  ["single-az", "Single-AZ", ""],
  ["multi-az", "Multi-AZ", "Multi-AZ-"],
] as const;

const CACHES = [
  ["redis", "Redis"],
  ["valkey", "Valkey"],
  ["memcached", "Memcached"],
] as const;

/** Name in the book and the last part of the usage type, for each kind of disk. */
const DISKS = [
  ["gp2", "gp2"],
  ["gp3", "gp3"],
  ["io1", "piops"],
  ["io2", "io2"],
  ["st1", "st1"],
  ["sc1", "sc1"],
] as const;

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html */
export const AWS_SELECTORS: readonly AwsSelector[] = [
  {
    offer: "AmazonEC2",
    table: "ec2.on-demand",
    name: { column: "Instance Type" },
    where: LINUX_ON_SHARED_HARDWARE,
    ...HOURS,
  },
  ...DISKS.map(([name, type]) => ({
    offer: "AmazonEC2",
    name: `ebs.${name}`,
    where: usage(`EBS:VolumeUsage\\.${type}`),
    ...GB_MONTHS,
  })),
  { offer: "AmazonEC2", name: "ebs.standard", where: usage("EBS:VolumeUsage"), ...GB_MONTHS },
  { offer: "AmazonEC2", name: "ebs.snapshot", where: usage("EBS:SnapshotUsage"), ...GB_MONTHS },
  ...(
    [
      ["ebs.gp3.iops_over_3000", "gp3"],
      ["ebs.io1.iops", "piops"],
      ["ebs.io2.iops", "io2"],
      ["ebs.io2.iops.over_32000", "io2\\.tier2"],
      ["ebs.io2.iops.over_64000", "io2\\.tier3"],
    ] as const
  ).map(([name, type]) => ({
    offer: "AmazonEC2",
    name,
    where: usage(`EBS:VolumeP-IOPS\\.${type}`),
    ...IOPS_MONTHS,
  })),
  {
    offer: "AmazonEC2",
    name: "ebs.gp3.throughput_over_125",
    where: usage("EBS:VolumeP-Throughput\\.gp3"),
    ...MIB_S_MONTHS,
  },
  { offer: "AmazonEC2", name: "nat_gateway.hour", where: usage("NatGateway-Hours"), ...HOURS },
  { offer: "AmazonEC2", name: "nat_gateway.data", where: usage("NatGateway-Bytes"), ...GIGABYTES },
  ...(["In-?Use", "Idle"] as const).map((state) => ({
    offer: "AmazonVPC",
    name: "vpc.public_ipv4",
    where: usage(`PublicIPv4:${state}Address`),
    ...HOURS,
  })),
  { offer: "AmazonVPC", name: "vpc_endpoint.interface", where: usage("VpcEndpoint-Hours"), ...HOURS },
  { offer: "AmazonVPC", name: "vpc_endpoint.interface.data", where: usage("VpcEndpoint-Bytes"), ...GIGABYTES },
  ...(["Application", "Network"] as const).flatMap((kind) => {
    const where = { "Product Family": new RegExp(`^Load Balancer-${kind}$`) };
    const name = kind === "Application" ? "alb" : "nlb";
    return [
      { offer: "AWSELB", name: `${name}.hour`, where: { ...where, ...usage("LoadBalancerUsage") }, ...HOURS },
      { offer: "AWSELB", name: `${name}.lcu`, where: { ...where, ...usage("LCUUsage") }, ...LCU_MONTHS },
    ];
  }),
  {
    offer: "AWSELB",
    name: "clb.hour",
    where: { "Product Family": /^Load Balancer$/, ...usage("LoadBalancerUsage") },
    ...HOURS,
  },
  {
    offer: "AmazonEKS",
    name: "eks.cluster.standard_support",
    where: usage("AmazonEKS-Hours:perCluster"),
    ...HOURS,
  },
  { offer: "AmazonECR", name: "ecr.storage", where: usage("TimedStorage-ByteHrs"), ...GB_MONTHS },
  { offer: "AmazonCloudWatch", name: "cloudwatch.logs.ingest", where: usage("DataProcessing-Bytes"), ...GIGABYTES },
  { offer: "AmazonCloudWatch", name: "cloudwatch.logs.store", where: usage("TimedStorage-ByteHrs"), ...GB_MONTHS },
  ...DATABASES.flatMap(([engine, title]) =>
    ZONES.map(([zones, deployment]) => ({
      offer: "AmazonRDS",
      table: `rds.${engine}.${zones}`,
      name: { column: "Instance Type" },
      where: {
        "Product Family": /^Database Instance$/,
        "Database Engine": new RegExp(`^${title}$`),
        "Deployment Option": new RegExp(`^${deployment}$`),
        "License Model": /^No license required$/i,
      },
      ...HOURS,
    })),
  ),
  ...ZONES.flatMap(([, , prefix]) => {
    const suffix = prefix === "" ? "" : ".multi_az";
    const engines = { "Database Engine": /^(Any|PostgreSQL|MySQL)$/ };
    return (["gp2", "gp3"] as const).map((type) => ({
      offer: "AmazonRDS",
      name: `rds.storage.${type}${suffix}`,
      where: { ...engines, ...usage(`RDS:${prefix}${type.toUpperCase()}-Storage`) },
      ...GB_MONTHS,
    }));
  }),
  ...CACHES.map(([engine, title]) => ({
    offer: "AmazonElastiCache",
    table: `elasticache.${engine}`,
    name: { column: "Instance Type" },
    where: {
      "Product Family": /^Cache Instance$/,
      "Cache Engine": new RegExp(`^${title}$`),
      ...usage("NodeUsage:cache\\..+"),
    },
    ...HOURS,
  })),
  {
    offer: "AmazonS3",
    name: "s3.standard",
    where: { "Volume Type": /^Standard$/, ...usage("TimedStorage-ByteHrs") },
    ...GB_MONTHS,
  },
  ...(
    [
      ["s3.standard.over_50_tb", "51200"],
      ["s3.standard.over_500_tb", "512000"],
    ] as const
  ).map(([name, from]) => ({
    offer: "AmazonS3",
    name,
    where: { "Volume Type": /^Standard$/, ...usage("TimedStorage-ByteHrs") },
    from,
    ...GB_MONTHS,
  })),
  { offer: "AmazonS3", name: "s3.standard_ia", where: usage("TimedStorage-SIA-ByteHrs"), ...GB_MONTHS },
  { offer: "AmazonS3", name: "s3.one_zone_ia", where: usage("TimedStorage-ZIA-ByteHrs"), ...GB_MONTHS },
  {
    offer: "AmazonEFS",
    name: "efs.standard",
    where: { "Product Family": /^Storage$/, ...usage("TimedStorage-ByteHrs") },
    ...GB_MONTHS,
  },
];
