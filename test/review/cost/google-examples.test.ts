import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
describe("one resource on Google Cloud", () => {
  test.each<[string, object, Parameters<typeof estimate>[1], Record<string, string>]>([
    // 730 × 0.10
    [
      "a cluster",
      { google_container_cluster: { a: { remove_default_node_pool: true } } },
      {},
      { "GKE cluster": "73.00" },
    ],
    // 730 × 0.005
    ["a fixed address", { google_compute_address: { a: {} } }, {}, { "public IPv4 address": "3.65" }],
    ["a key with one active version", { google_kms_crypto_key: { a: {} } }, {}, { "KMS key version": "0.06" }],
    ["a secret with one version", { google_secret_manager_secret: { a: {} } }, {}, { "secret version": "0.06" }],
    // 40 × 0.10
    ["images", { google_artifact_registry_repository: { a: {} } }, { imagesGb: 40 }, { "stored images": "4.00" }],
    // (80 - 50) × 0.50 = 15.00; 80 GiB kept 335 days longer than the 30 included: 80 × 335 × 12 / 365 = 881.096 × 0.01
    [
      "logs kept for a year",
      { google_logging_project_bucket_config: { a: { retention_days: 365 } } },
      { logsGb: 80 },
      { "log storage beyond the free tier": "15.00", "log retention over 30 days": "8.81" },
    ],
    [
      "logs within the free tier",
      { google_logging_project_bucket_config: { a: { retention_days: 7 } } },
      { logsGb: 50 },
      {},
    ],
    // 2000 × 0.02
    [
      "a bucket of 2,000 GB",
      { google_storage_bucket: { a: { name: "acme-prod-datasets", storage_class: "STANDARD" } } },
      { bucketStorageGb: { datasets: 2000 } },
      { "object storage standard": "40.00" },
    ],
    // 2000 × 0.01
    [
      "the same in Nearline",
      { google_storage_bucket: { a: { name: "acme-prod-datasets", storage_class: "NEARLINE" } } },
      { bucketStorageGb: { datasets: 2000 } },
      { "object storage nearline": "20.00" },
    ],
    // 2 × 730 × 0.0413 = 60.298; 7.5 × 5.11 = 38.325; 50 × 0.17 = 8.50
    [
      "a database in one zone",
      {
        google_sql_database_instance: {
          a: {
            database_version: "POSTGRES_17",
            settings: { tier: "db-custom-2-7680", disk_size: 50, disk_type: "PD_SSD" },
          },
        },
      },
      {},
      { "PostgreSQL vCPUs": "60.30", "PostgreSQL memory": "38.33", "database storage": "8.50" },
    ],
    // Twice of everything: 4 × 730 × 0.0413 = 120.596; 2 × 8 × 5.11 = 81.76; 2 × 100 × 0.17 = 34.00; 100 × 0.08 = 8.00
    [
      "a highly available database with backups",
      {
        google_sql_database_instance: {
          a: {
            database_version: "POSTGRES_17",
            settings: { tier: "db-custom-2-8192", disk_size: 100, availability_type: "REGIONAL" },
          },
        },
      },
      { databaseBackupGb: 100 },
      {
        "PostgreSQL vCPUs": "120.60",
        "PostgreSQL memory": "81.76",
        "database storage": "34.00",
        "database backups": "8.00",
      },
    ],
    // 730 × 0.035 = 25.55, twice: 51.10; 2 × 10 × 0.17 = 3.40
    [
      "a small one in two zones",
      {
        google_sql_database_instance: {
          a: {
            database_version: "POSTGRES_17",
            settings: { tier: "db-g1-small", disk_size: 10, availability_type: "REGIONAL" },
          },
        },
      },
      {},
      { "PostgreSQL db-g1-small": "51.10", "database storage": "3.40" },
    ],
    // 730 × 0.035 = 25.55; 20 × 0.17 = 3.40
    [
      "a small MySQL",
      {
        google_sql_database_instance: {
          a: { database_version: "MYSQL_8_4", settings: { tier: "db-g1-small", disk_size: 20 } },
        },
      },
      {},
      { "MySQL db-g1-small": "25.55", "database storage": "3.40" },
    ],
    // 2 places × 0.06
    [
      "a secret with replicas in two regions",
      {
        google_secret_manager_secret: {
          a: { replication: { user_managed: { replicas: [{ location: "us-east1" }, { location: "us-west1" }] } } },
        },
      },
      {},
      { "secret version": "0.12" },
    ],
    // 2000 × 0.026
    [
      "a bucket in the multi-region US",
      { google_storage_bucket: { a: { name: "acme-prod-datasets", location: "US" } } },
      { bucketStorageGb: { datasets: 2000 } },
      { "object storage standard": "52.00" },
    ],
    // 500 × 0.10
    [
      "a disk",
      { google_compute_disk: { a: { type: "pd-balanced", size: 500, zone: "us-central1-a" } } },
      {},
      { "disk pd.balanced": "50.00" },
    ],
    ["a range of private addresses", { google_compute_global_address: { a: { address_type: "INTERNAL" } } }, {}, {}],
    // 730 × 0.194236 = 141.79228; 50 × 0.17 = 8.50; 730 × 0.005 = 3.65
    [
      "a machine with a public address",
      {
        google_compute_instance: {
          a: {
            zone: "us-central1-a",
            machine_type: "n2-standard-4",
            boot_disk: { initialize_params: { size: 50, type: "pd-ssd" } },
            network_interface: [{ access_config: {} }],
          },
        },
      },
      {},
      { "instance n2-standard-4": "141.79", "boot disk pd.ssd": "8.50", "public IPv4 address": "3.65" },
    ],
    // 730 × 0.06701 = 48.9173; 20 × 0.04 = 0.80; 730 × 0.11 = 80.30
    [
      "a spot machine with a T4",
      {
        google_compute_instance: {
          a: {
            zone: "us-central1-a",
            machine_type: "n1-standard-4",
            boot_disk: { initialize_params: { size: 20 } },
            guest_accelerator: [{ type: "nvidia-tesla-t4", count: 1 }],
            scheduling: { provisioning_model: "SPOT" },
          },
        },
      },
      {},
      { "spot instance n1-standard-4": "48.92", "boot disk pd.standard": "0.80", "GPUs t4": "80.30" },
    ],
    // 730 × 0.0105 = 7.665; 10 GB by default × 0.17
    [
      "the smallest database",
      { google_sql_database_instance: { a: { database_version: "POSTGRES_17", settings: { tier: "db-f1-micro" } } } },
      {},
      { "PostgreSQL db-f1-micro": "7.67", "database storage": "1.70" },
    ],
  ])("%s", (_, resource, usage, expected) => {
    expect(bill(estimate({ resource }, usage).lines)).toEqual(expected);
  });
});

test("a GPU pool with disks, a highly available database and a cluster add up exactly", () => {
  const { monthly } = estimate({
    resource: {
      google_container_cluster: { c: { remove_default_node_pool: true } },
      google_container_node_pool: {
        gpu: {
          autoscaling: { total_min_node_count: 1, total_max_node_count: 1 },
          node_config: { machine_type: "g2-standard-4", disk_size_gb: 200, disk_type: "pd-ssd" },
        },
      },
      google_sql_database_instance: {
        d: {
          database_version: "POSTGRES_17",
          settings: { tier: "db-custom-2-8192", disk_size: 100, availability_type: "REGIONAL" },
        },
      },
    },
  });
  // 73 + 730 × 0.706832255 (515.98754615) + 200 × 0.17 (34) + 120.596 + 81.76 + 34
  expect(monthly.toString()).toBe("859.34354615");
});

test("the total usage of two gateways, databases or log buckets is billed once", () => {
  const two = (body: object) => ({ a: body, b: body });
  const { lines } = estimate(
    {
      resource: {
        google_compute_router_nat: two({}),
        google_sql_database_instance: two({ database_version: "POSTGRES_17", settings: { tier: "db-f1-micro" } }),
        google_logging_project_bucket_config: two({ retention_days: 30 }),
      },
    },
    { natGb: 100, databaseBackupGb: 100, logsGb: 150 },
  );
  const sum = (item: string) =>
    lines.reduce((total, line) => total + (line.kind === "priced" && line.item === item ? Number(line.monthly) : 0), 0);
  // 100 × 0.045; 100 × 0.08; (150 - 50) × 0.50
  expect(sum("NAT data")).toBe(4.5);
  expect(sum("database backups")).toBe(8);
  expect(sum("log storage beyond the free tier")).toBe(50);
});

test("the region is the resource's, or else its provider's", () => {
  const priced = (body: object) => estimate({ resource: { google_compute_address: { a: body } } }).lines[0]?.kind;
  expect(priced({ region: "us-central1" })).toBe("priced");
  expect(priced({ region: "africa-south1" })).toBe("unpriced");
  expect(priced({ region: "${var.region}" })).toBe("unpriced");
});
