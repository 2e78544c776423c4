import type { Decimal } from "decimal.js";
import { HOURS_PER_MONTH } from "../estimate";

/** Maps SKUs of the Cloud Billing Catalog to prices of the book. */
export interface GoogleSelector {
  /** Id of the service in the catalog. */
  readonly service: string;
  /** Name of the price in the table `items`. */
  readonly name: string;
  /** Pattern of the SKU's description, which ends in the location. */
  readonly description: RegExp;
  /** @default "OnDemand" */
  readonly usageType?: "OnDemand" | "Preemptible";
  readonly unit: string;
  /** Units of the catalog, with their conversion factor. A SKU in any other unit is rejected. */
  readonly units: Readonly<Record<string, Decimal.Value>>;
}

/** https://cloud.google.com/billing/v1/how-tos/catalog-api#listing_public_services_from_the_catalog */
const COMPUTE_ENGINE = "6F81-5844-456A";
const CLOUD_SQL = "9662-B51E-5089";
const CLOUD_STORAGE = "95FF-2EF5-5EA1";
const NETWORKING = "E505-1604-58F8";
const KUBERNETES_ENGINE = "CCD8-9BF1-090E";
const MEMORYSTORE_FOR_REDIS = "5AF5-2C11-D467";
const ARTIFACT_REGISTRY = "149C-F9EC-3994";
const CLOUD_LOGGING = "5490-F7B7-8DF6";

const HOURS = { unit: "h", units: { h: 1 } };
const GB_MONTHS = { unit: "GB-month", units: { "GiBy.mo": 1 } };
const GIGABYTES = { unit: "GB", units: { GiBy: 1 } };
const IOPS_MONTHS = { unit: "IOPS-month", units: { mo: 1 } };

/** A global price has no location in its description. */
const PLACE = "( in .+)?$";

const DISKS = [
  ["pd.standard", "Storage PD Capacity"],
  ["pd.balanced", "Balanced PD Capacity"],
  ["pd.ssd", "SSD backed PD Capacity"],
  ["pd.extreme", "Extreme PD Capacity"],
  ["pd.standard.regional", "Regional Storage PD Capacity"],
  ["pd.balanced.regional", "Regional Balanced PD Capacity"],
  ["pd.ssd.regional", "Regional SSD backed PD Capacity"],
  ["hyperdisk.extreme", "Hyperdisk Extreme Capacity"],
  ["pd.snapshot", "Storage PD Snapshot"],
  ["local_ssd.on_demand", "SSD backed Local Storage"],
] as const;

const GPUS = [
  ["t4", "Tesla T4"],
  ["v100", "Tesla V100"],
  ["p100", "Tesla P100"],
  ["p4", "Tesla P4"],
  ["k80", "Tesla K80"],
] as const;

const CLASSES = ["Standard", "Nearline", "Coldline", "Archive"] as const;

export const GOOGLE_SELECTORS: readonly GoogleSelector[] = [
  ...DISKS.map(([name, title]) => ({
    service: COMPUTE_ENGINE,
    name,
    description: new RegExp(`^${title}${PLACE}`),
    ...GB_MONTHS,
  })),
  ...(["pd", "hyperdisk"] as const).map((kind) => ({
    service: COMPUTE_ENGINE,
    name: `${kind}.extreme.iops`,
    description: new RegExp(`^${kind === "pd" ? "Extreme PD" : "Hyperdisk Extreme"} IOPS${PLACE}`),
    ...IOPS_MONTHS,
  })),
  ...GPUS.flatMap(([name, title]) => [
    {
      service: COMPUTE_ENGINE,
      name: `gpu.${name}.on_demand`,
      description: new RegExp(`^Nvidia ${title} GPU running in .+$`),
      ...HOURS,
    },
    {
      service: COMPUTE_ENGINE,
      name: `gpu.${name}.spot`,
      description: new RegExp(`^Nvidia ${title} GPU attached to Spot Preemptible VMs running in .+$`),
      usageType: "Preemptible" as const,
      ...HOURS,
    },
  ]),
  { service: COMPUTE_ENGINE, name: "nat.ip", description: /^External IP Charge on a Standard VM$/, ...HOURS },
  { service: COMPUTE_ENGINE, name: "ip.unused", description: new RegExp(`^Static Ip Charge${PLACE}`), ...HOURS },
  { service: NETWORKING, name: "nat.vm_hour", description: /^Networking Cloud Nat Gateway Uptime$/, ...HOURS },
  { service: NETWORKING, name: "nat.data", description: /^Networking Cloud Nat Data Processing$/, ...GIGABYTES },
  ...["Regional", "Zonal"].map((kind) => ({
    service: KUBERNETES_ENGINE,
    name: "gke.cluster",
    description: new RegExp(`^${kind} Kubernetes Clusters$`),
    ...HOURS,
  })),
  ...["PostgreSQL", "MySQL"].flatMap((engine) =>
    (
      [
        ["cloudsql.vcpu", "vCPU", { unit: "vCPU-h", units: { h: 1 } }],
        ["cloudsql.ram", "RAM", { unit: "GB-month", units: { "GiBy.h": HOURS_PER_MONTH } }],
        ["cloudsql.ssd", "Standard storage", GB_MONTHS],
        ["cloudsql.f1_micro", "Micro instance", HOURS],
        ["cloudsql.g1_small", "Small instance", HOURS],
      ] as const
    ).map(([name, title, unit]) => ({
      service: CLOUD_SQL,
      name,
      description: new RegExp(`^Cloud SQL for ${engine}: Zonal - ${title} in .+$`),
      ...unit,
    })),
  ),
  { service: CLOUD_SQL, name: "cloudsql.backup", description: /^Cloud SQL: Backups in .+$/, ...GB_MONTHS },
  ...CLASSES.map((title) => ({
    service: CLOUD_STORAGE,
    name: `gcs.${title.toLowerCase()}`,
    description: new RegExp(`^${title} Storage (?!.*(Early Delete|Dual-region|Multi-region|Autoclass)).+$`),
    ...GB_MONTHS,
  })),
  ...["Basic", "Standard"].flatMap((tier) =>
    ["M1", "M2", "M3", "M4", "M5"].map((size) => ({
      service: MEMORYSTORE_FOR_REDIS,
      name: `redis.${tier}.${size}`.toLowerCase(),
      description: new RegExp(`^Redis Capacity ${tier} ${size} .+$`),
      unit: "GiB-h",
      units: { "GiBy.h": 1 },
    })),
  ),
  {
    service: ARTIFACT_REGISTRY,
    name: "artifact_registry.storage",
    description: /^Artifact Registry Storage$/,
    ...GB_MONTHS,
  },
  {
    service: CLOUD_LOGGING,
    name: "logging.storage",
    description: /^Log Storage cost$/,
    unit: "GiB",
    units: { GiBy: 1 },
  },
  {
    service: CLOUD_LOGGING,
    name: "logging.retention",
    description: /^Log Retention cost$/,
    unit: "GiB-month",
    units: { "GiBy.mo": 1 },
  },
];
