import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
describe("disks, databases, caches and file systems on AWS", () => {
  test.each<[string, object, Record<string, string>]>([
    // 500 × 0.125 = 62.50; 4000 × 0.065
    [
      "a disk with provisioned IOPS",
      { aws_ebs_volume: { a: { type: "io1", size: 500, iops: 4000 } } },
      { "disks io1": "62.50", "disk IOPS": "260.00" },
    ],
    // 1000 × 0.045
    ["a disk for throughput", { aws_ebs_volume: { a: { type: "st1", size: 1000 } } }, { "disks st1": "45.00" }],
    // 1000 × 0.015
    ["a cold disk", { aws_ebs_volume: { a: { type: "sc1", size: 1000 } } }, { "disks sc1": "15.00" }],
    // 730 × 0.159 = 116.07; 100 × 0.125 = 12.50; 3000 × 0.10
    [
      "a database with provisioned IOPS",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            engine_version: "17",
            instance_class: "db.m6g.large",
            allocated_storage: 100,
            storage_type: "io1",
            iops: 3000,
          },
        },
      },
      {
        "PostgreSQL db.m6g.large, single-az": "116.07",
        "database storage io1, single-az": "12.50",
        "database IOPS": "300.00",
      },
    ],
    // 730 × 0.072 = 52.56; standard support of 13 ended on 2026-02-28: 2 vCPUs × 730 × 0.10 = 146.00; 20 × 0.115
    [
      "a database past standard support",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            engine_version: "13.20",
            instance_class: "db.t3.medium",
            allocated_storage: 20,
            storage_type: "gp3",
          },
        },
      },
      {
        "PostgreSQL db.t3.medium, single-az": "52.56",
        "database extended support": "146.00",
        "database storage gp3, single-az": "2.30",
      },
    ],
    // 730 × 0.45; 20 × 0.115
    [
      "one without extended support is upgraded instead",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            engine_version: "13",
            instance_class: "db.r6g.xlarge",
            allocated_storage: 20,
            storage_type: "gp3",
            engine_lifecycle_support: "open-source-rds-extended-support-disabled",
          },
        },
      },
      { "PostgreSQL db.r6g.xlarge, single-az": "328.50", "database storage gp3, single-az": "2.30" },
    ],
    // 730 × 0.171 = 124.83; 8.0 ended on 2026-07-31: 2 vCPUs × 730 × 0.10 = 146.00; 100 × 0.115
    [
      "MySQL 8.0 past standard support",
      {
        aws_db_instance: {
          a: {
            engine: "mysql",
            engine_version: "8.0.40",
            instance_class: "db.m5.large",
            allocated_storage: 100,
            storage_type: "gp2",
          },
        },
      },
      {
        "MySQL db.m5.large, single-az": "124.83",
        "database extended support": "146.00",
        "database storage gp2, single-az": "11.50",
      },
    ],
    // 730 × 0.032 = 23.36; 400 × 0.23 = 92.00; 12,000 IOPS are included from 400 GiB on: 2000 × 0.04
    [
      "fast storage in two zones",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            instance_class: "db.t4g.micro",
            allocated_storage: 400,
            storage_type: "gp3",
            iops: 14_000,
            multi_az: true,
          },
        },
      },
      {
        "PostgreSQL db.t4g.micro, multi-az": "23.36",
        "database storage gp3, multi-az": "92.00",
        "database IOPS": "80.00",
      },
    ],
    // 730 × 0.29
    [
      "an Aurora instance",
      { aws_rds_cluster_instance: { a: { engine: "aurora-mysql", instance_class: "db.r4.large" } } },
      { "Aurora db.r4.large": "211.70" },
    ],
    // 0.5 × 730 × 0.12, while nothing is used
    [
      "a serverless Aurora at its minimum",
      {
        aws_rds_cluster: {
          c: {
            engine: "aurora-postgresql",
            serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 8 },
          },
        },
        aws_rds_cluster_instance: {
          a: {
            cluster_identifier: "${aws_rds_cluster.c.id}",
            engine: "aurora-postgresql",
            instance_class: "db.serverless",
          },
        },
      },
      { "Aurora capacity units": "43.80", "database storage": "unpriced", "database I/O": "unpriced" },
    ],
    // 730 × 0.206
    [
      "one Redis node",
      { aws_elasticache_cluster: { a: { engine: "redis", node_type: "cache.r6g.large", num_cache_nodes: 1 } } },
      { "Redis cache.r6g.large": "150.38" },
    ],
    // 3 × 730 × 0.1752 = 383.688
    [
      "Valkey with two replicas",
      {
        aws_elasticache_replication_group: {
          a: { engine: "valkey", node_type: "cache.r7g.large", num_cache_clusters: 3 },
        },
      },
      { "Valkey cache.r7g.large": "383.69" },
    ],
    // 4 shards of 1 + 3: 16 × 730 × 0.156
    [
      "Redis in shards, every replica of every shard",
      {
        aws_elasticache_replication_group: {
          a: { node_type: "cache.m4.large", num_node_groups: 4, replicas_per_node_group: 3 },
        },
      },
      { "Redis cache.m4.large": "1822.08" },
    ],
    // 30 × 730 × 0.00013 = 2.847; 20 × 730 × 0.00065 = 9.49
    [
      "a table with provisioned capacity",
      { aws_dynamodb_table: { a: { read_capacity: 30, write_capacity: 20 } } },
      { "read capacity": "2.85", "write capacity": "9.49", "table storage": "unpriced" },
    ],
    // (30 + 10) × 730 × 0.00013 = 3.796; (20 + 5) × 730 × 0.00065 = 11.8625
    [
      "a table with a global index",
      {
        aws_dynamodb_table: {
          a: {
            read_capacity: 30,
            write_capacity: 20,
            global_secondary_index: [{ read_capacity: 10, write_capacity: 5 }],
          },
        },
      },
      { "read capacity": "3.80", "write capacity": "11.86", "table storage": "unpriced" },
    ],
    // 88.5 × 6
    [
      "a file system with provisioned throughput",
      { aws_efs_file_system: { a: { throughput_mode: "provisioned", provisioned_throughput_in_mibps: 88.5 } } },
      { "file storage": "unpriced", "provisioned throughput": "531.00" },
    ],
    // 300 × 0.09 = 27.00; 1024 × 0.26 = 266.24; (1000 - 3 × 300) × 0.006
    [
      "a ZFS file system with extra IOPS",
      {
        aws_fsx_openzfs_file_system: {
          a: {
            deployment_type: "SINGLE_AZ_1",
            storage_capacity: 300,
            throughput_capacity: 1024,
            disk_iops_configuration: { mode: "USER_PROVISIONED", iops: 1000 },
          },
        },
      },
      { "file storage": "27.00", "file throughput": "266.24", "file IOPS": "0.60" },
    ],
    // 2 × 730 × 0.0456 = 66.576; 2 × 1000 × 0.10
    [
      "a small Kafka",
      {
        aws_msk_cluster: {
          a: {
            number_of_broker_nodes: 2,
            broker_node_group_info: {
              instance_type: "kafka.t3.small",
              storage_info: { ebs_storage_info: { volume_size: 1000 } },
            },
          },
        },
      },
      { "brokers kafka.t3.small": "66.58", "broker disks": "200.00" },
    ],
  ])("%s", (_, resource, expected) => expect(bill(estimate({ resource }).lines)).toEqual(expected));
});

test("fast disks in Tokyo: each tier of IOPS at its own price", () => {
  const resource = { aws_ebs_volume: { a: { type: "io2", size: 100, iops: 80_000 } } };
  // 100 × 0.142; 32,000 × 0.074; 32,000 × 0.0518; 16,000 × 0.03626
  expect(bill(estimate({ resource, region: "ap-northeast-1" }).lines)).toEqual({
    "disks io2": "14.20",
    "disk IOPS": "2368.00",
    "disk IOPS over 32000": "1657.60",
    "disk IOPS over 64000": "580.16",
  });
});

test("a serverless Aurora costs between its limits", () => {
  const limits = { serverlessv2_scaling_configuration: { min_capacity: 1, max_capacity: 5 } };
  const instance = { engine: "aurora-mysql", instance_class: "db.serverless" };
  const { lines } = estimate(
    {
      resource: {
        aws_rds_cluster: { c: { engine: "aurora-mysql", storage_type: "aurora-iopt1", ...limits } },
        aws_rds_cluster_instance: { a: { cluster_identifier: "${aws_rds_cluster.c.id}", ...instance } },
      },
    },
    { poolUtilisation: 0.25 },
  );
  const units = lines.find(({ item }) => item === "Aurora capacity units");
  if (units?.kind !== "priced") throw new Error("the capacity is priced");
  // I/O-optimised: 730 × 0.16 = 116.80 a unit; 1 + (5 - 1) × 0.25 = 2 units
  expect([units.range?.low, units.monthly, units.range?.high].map(String)).toEqual(["116.8", "233.6", "584"]);
});

describe("disks and caches on Google Cloud", () => {
  test.each<[string, object, Record<string, string>]>([
    // 1000 × 0.125; 20,000 × 0.065
    [
      "an extreme disk",
      {
        google_compute_disk: { a: { type: "pd-extreme", size: 1000, provisioned_iops: 20_000, zone: "us-central1-a" } },
      },
      { "disk pd.extreme": "125.00", "disk IOPS": "1300.00" },
    ],
    // 128 × 0.125; 20,000 × 0.032
    [
      "an extreme Hyperdisk",
      {
        google_compute_disk: {
          a: { type: "hyperdisk-extreme", size: 128, provisioned_iops: 20_000, zone: "us-central1-a" },
        },
      },
      { "disk hyperdisk-extreme": "16.00", "disk IOPS": "640.00" },
    ],
    // 200 × 0.34
    [
      "a disk in two zones",
      { google_compute_region_disk: { a: { type: "pd-ssd", size: 200, region: "us-central1" } } },
      { "regional disk pd.ssd": "68.00" },
    ],
    // 200 × 0.26
    [
      "a disk in two zones of Tokyo",
      { google_compute_region_disk: { a: { type: "pd-balanced", size: 200, region: "asia-northeast1" } } },
      { "regional disk pd.balanced": "52.00" },
    ],
    // 5 × 730 × 0.027
    ["a basic cache of 5 GiB", { google_redis_instance: { a: { memory_size_gb: 5 } } }, { "cache BASIC": "98.55" }],
    // 25 × 730 × 0.046
    [
      "a highly available cache of 25 GiB",
      { google_redis_instance: { a: { tier: "STANDARD_HA", memory_size_gb: 25 } } },
      { "cache STANDARD_HA": "839.50" },
    ],
    // 105 × 730 × 0.03
    [
      "a large one, cheaper per GiB",
      { google_redis_instance: { a: { tier: "STANDARD_HA", memory_size_gb: 105 } } },
      { "cache STANDARD_HA": "2299.50" },
    ],
    // us-east1: 2 × 730 × 0.0413 = 60.298; 8 × 5.11 = 40.88; storage has no price there
    [
      "a database in South Carolina",
      {
        google_sql_database_instance: {
          a: { region: "us-east1", database_version: "POSTGRES_17", settings: { tier: "db-custom-2-8192" } },
        },
      },
      { "PostgreSQL vCPUs": "60.30", "PostgreSQL memory": "40.88", "database storage": "unpriced" },
    ],
  ])("%s", (_, resource, expected) => expect(bill(estimate({ resource }).lines)).toMatchObject(expected));
});
