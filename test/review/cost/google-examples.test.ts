import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is worked out by hand beside it. */
describe("one resource on Google Cloud", () => {
  test.each<[string, object, Parameters<typeof estimate>[1], Record<string, string>]>([
    // 730 × 0.10
    ["a cluster", { google_container_cluster: { a: {} } }, {}, { "GKE cluster": "73.00" }],
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
      { "log storage over the free part": "15.00", "log retention over 30 days": "8.81" },
    ],
    [
      "logs inside the free part",
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

describe("node pools", () => {
  const pool = (config: object, body: object = {}) => ({
    google_container_node_pool: {
      p: {
        autoscaling: { total_min_node_count: 3, total_max_node_count: 3 },
        node_config: { disk_size_gb: 100, disk_type: "pd-balanced", ...config },
        ...body,
      },
    },
  });

  test("three nodes and their disks", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "n2-standard-4" }) });
    // 3 × 730 × 0.1942 = 425.298; 3 × 100 × 0.10
    expect(bill(lines)).toEqual({ "nodes n2-standard-4": "425.30", "node disks pd.balanced": "30.00" });
  });

  test("limits for each zone count once for each zone", () => {
    const zones = { autoscaling: { min_node_count: 1, max_node_count: 2 }, node_locations: ["a", "b", "c"] };
    const { low, high } = estimate({ resource: pool({ machine_type: "e2-standard-2" }, zones) });
    // One node: 730 × 0.06701 + 100 × 0.10 = 48.9173 + 10 = 58.9173; three of them, and six
    expect(low.toString()).toBe("176.7519");
    expect(high.toString()).toBe("353.5038");
  });

  test("spot nodes have their own price", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "e2-standard-4", spot: true }) });
    // 3 × 730 × 0.04021 = 88.0599
    expect(bill(lines)["spot nodes e2-standard-4"]).toBe("88.06");
  });

  test("a spot type without a price is named, and not billed at the price on demand", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "g2-standard-4", spot: true }) });
    expect(bill(lines)["spot nodes g2-standard-4"]).toBe("unpriced");
  });

  test.each(["g2-standard-4", "a2-highgpu-1g"])(
    "the GPU of %s is in the price of the machine and not counted twice",
    (machine_type) => {
      const accelerator = { guest_accelerator: [{ type: "nvidia-l4", count: 1 }] };
      const { lines } = estimate({ resource: pool({ machine_type, ...accelerator }) });
      expect(Object.keys(bill(lines))).toEqual([`nodes ${machine_type}`, "node disks pd.balanced"]);
    },
  );

  test("GPUs beside an N1 machine are billed for each node", () => {
    const accelerator = { guest_accelerator: [{ type: "nvidia-tesla-t4", count: 2 }] };
    const { lines } = estimate({ resource: pool({ machine_type: "n1-standard-4", ...accelerator }) });
    // 3 × 730 × 0.19 = 416.10; 3 × 2 × 730 × 0.35 = 1533.00
    expect(bill(lines)).toMatchObject({ "nodes n1-standard-4": "416.10", "GPUs t4": "1533.00" });
  });

  test("NAT is billed by the machine that uses it, up to 32 of them", () => {
    const nat = { google_compute_router_nat: { n: {} } };
    const few = estimate({ resource: { ...pool({ machine_type: "e2-standard-2" }), ...nat } }, { natGb: 100 });
    // 3 × 730 × 0.0014 = 3.066; 100 × 0.045
    expect(bill(few.lines)).toMatchObject({ "NAT machines": "3.07", "NAT data": "4.50" });
    const many = { autoscaling: { total_min_node_count: 200, total_max_node_count: 200 } };
    const { lines } = estimate({ resource: { ...pool({ machine_type: "e2-standard-2" }, many), ...nat } });
    // 32 × 730 × 0.0014 = 32.704
    expect(bill(lines)["NAT machines"]).toBe("32.70");
  });
});

test("a GPU pool with disks, a highly available database and a cluster add up exactly", () => {
  const { monthly } = estimate({
    resource: {
      google_container_cluster: { c: {} },
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
  // 73 + 730 × 0.706824 (515.98152) + 200 × 0.17 (34) + 120.596 + 81.76 + 34
  expect(monthly.toString()).toBe("859.33752");
});
