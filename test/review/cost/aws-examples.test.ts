import { Decimal } from "decimal.js";
import { estimateCost, ResourceGraph } from "../../../src/review";
import { findPrice, priceBook } from "../../../src/review/cost/price-book/price-book";
import { bill, estimate, NO_USAGE } from "./estimate";

/** Hours in a month: 365 × 24 / 12 = 730. Every amount is calculated by hand in its comment. */
describe("one resource on AWS", () => {
  test.each<[string, object, Parameters<typeof estimate>[1], Record<string, string>]>([
    // 730 × 0.045
    ["a NAT gateway", { aws_nat_gateway: { a: {} } }, {}, { "NAT gateway": "32.85" }],
    // 730 × 0.045 = 32.85; 100 × 0.045
    [
      "a NAT gateway with traffic",
      { aws_nat_gateway: { a: {} } },
      { natGb: 100 },
      { "NAT gateway": "32.85", "NAT data": "4.50" },
    ],
    // 730 × 0.005
    ["a public address", { aws_eip: { a: { domain: "vpc" } } }, {}, { "public IPv4 address": "3.65" }],
    // 730 × 0.01 × 3 subnets
    [
      "an interface endpoint in three subnets",
      { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b", "c"] } } },
      {},
      { "interface endpoint": "21.90" },
    ],
    // 730 × 0.01 = 7.30; 50 × 0.01
    [
      "an interface endpoint with traffic",
      { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Interface", subnet_ids: ["a"] } } },
      { endpointGb: 50 },
      { "interface endpoint": "7.30", "interface endpoint data": "0.50" },
    ],
    ["a gateway endpoint, which is free", { aws_vpc_endpoint: { a: { vpc_endpoint_type: "Gateway" } } }, {}, {}],
    // 730 × 0.10
    ["a cluster in standard support", { aws_eks_cluster: { a: { version: "1.35" } } }, {}, { "EKS cluster": "73.00" }],
    // 730 × 0.60; standard support of 1.33 ended on 2026-07-29
    [
      "a cluster in extended support",
      { aws_eks_cluster: { a: { version: "1.33" } } },
      {},
      { "EKS cluster, extended support": "438.00" },
    ],
    // 730 × 0.10: a cluster without extended support is upgraded instead
    [
      "a cluster that is upgraded when standard support ends",
      { aws_eks_cluster: { a: { version: "1.33", upgrade_policy: { support_type: "STANDARD" } } } },
      {},
      { "EKS cluster": "73.00" },
    ],
    ["a key", { aws_kms_key: { a: {} } }, {}, { "KMS key": "1.00" }],
    ["a secret", { aws_secretsmanager_secret: { a: {} } }, {}, { secret: "0.40" }],
    // 730 × 0.017472 = 12.75456; 20 × 0.08
    [
      "a spot machine",
      {
        aws_instance: {
          a: {
            instance_type: "t3.medium",
            instance_market_options: { market_type: "spot" },
            root_block_device: { volume_type: "gp3", volume_size: 20 },
          },
        },
      },
      {},
      { "spot instance t3.medium": "12.75", "disks gp3": "1.60" },
    ],
    // (1 + 2 replicas) × 0.40
    [
      "a secret with replicas",
      { aws_secretsmanager_secret: { a: { replica: [{ region: "us-west-2" }, { region: "eu-west-1" }] } } },
      {},
      { secret: "1.20" },
    ],
    // 100 × 0.08 = 8.00; 1000 × 0.005 = 5.00; 75 × 0.04 = 3.00
    [
      "a fast disk",
      { aws_ebs_volume: { a: { type: "gp3", size: 100, iops: 4000, throughput: 200 } } },
      {},
      { "disks gp3": "8.00", "disk IOPS": "5.00", "disk throughput": "3.00" },
    ],
    // 730 × 0.0416 = 30.368; 30 × 0.08 = 2.40; 730 × 0.005
    [
      "a machine with a public address",
      {
        aws_instance: {
          a: {
            instance_type: "t3.medium",
            associate_public_ip_address: true,
            root_block_device: { volume_type: "gp3", volume_size: 30 },
          },
        },
      },
      {},
      { "instance t3.medium": "30.37", "disks gp3": "2.40", "public IPv4 address": "3.65" },
    ],
    // 730 × 0.0225 = 16.425; 730 × 0.005 × 2 zones
    [
      "a public load balancer in two zones",
      { aws_lb: { a: { load_balancer_type: "application", subnets: ["a", "b"] } } },
      {},
      {
        "application load balancer": "16.43",
        "public IPv4 addresses": "7.30",
      },
    ],
    [
      "an internal network load balancer",
      { aws_lb: { a: { load_balancer_type: "network", internal: true, subnets: ["a", "b"] } } },
      {},
      { "network load balancer": "16.43" },
    ],
    // 730 × 0.0225; 2 × 730 × 0.005: each reserved address once, at the address
    [
      "a network load balancer with its own addresses",
      {
        aws_eip: { a: {}, b: {} },
        aws_lb: {
          a: {
            load_balancer_type: "network",
            subnet_mapping: [
              { subnet_id: "a", allocation_id: "${aws_eip.a.id}" },
              { subnet_id: "b", allocation_id: "${aws_eip.b.id}" },
            ],
          },
        },
      },
      {},
      {
        "public IPv4 address": "3.65",
        "network load balancer": "16.43",
      },
    ],
    ["flow logs that go to CloudWatch, billed with their group", { aws_flow_log: { a: {} } }, {}, {}],
    // 40 × 0.10
    ["images", { aws_ecr_repository: { a: {} } }, { imagesGb: 40 }, { "stored images": "4.00" }],
    // 500 × 0.023
    [
      "a bucket of 500 GB",
      { aws_s3_bucket: { a: { bucket: "acme-dev-datasets" } } },
      { bucketStorageGb: { datasets: 500 } },
      { "object storage standard": "11.50" },
    ],
    // 20 × 0.50 = 10.00; kept 30 days: 20 × 30 / (365 / 12) = 19.726 GB-month × 0.03 = 0.5918
    [
      "logs kept for 30 days",
      { aws_cloudwatch_log_group: { a: { retention_in_days: 30 } } },
      { logsGb: 20 },
      { "log ingestion": "10.00", "log storage": "0.59" },
    ],
    // 730 × 0.065 = 47.45; 20 × 0.115
    [
      "a small database",
      {
        aws_db_instance: {
          a: { engine: "postgres", instance_class: "db.t4g.medium", allocated_storage: 20, storage_type: "gp3" },
        },
      },
      {},
      { "PostgreSQL db.t4g.medium, single-az": "47.45", "database storage gp3, single-az": "2.30" },
    ],
    // 730 × 0.016 = 11.68; 20 × 0.115
    [
      "the smallest MySQL",
      {
        aws_db_instance: {
          a: { engine: "mysql", instance_class: "db.t4g.micro", allocated_storage: 20, storage_type: "gp3" },
        },
      },
      {},
      { "MySQL db.t4g.micro, single-az": "11.68", "database storage gp3, single-az": "2.30" },
    ],
    // 730 × 0.478 = 348.94; 100 × 0.23 = 23.00
    [
      "MySQL in two zones",
      {
        aws_db_instance: {
          a: {
            engine: "mysql",
            instance_class: "db.r8g.large",
            allocated_storage: 100,
            storage_type: "gp3",
            multi_az: true,
          },
        },
      },
      {},
      { "MySQL db.r8g.large, multi-az": "348.94", "database storage gp3, multi-az": "23.00" },
    ],
    // 730 × 0.337 = 246.01; 500 × 0.115 = 57.50; 12,000 IOPS are included from 400 GiB on: 3000 × 0.02
    [
      "a database with fast storage",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            instance_class: "db.m7g.xlarge",
            allocated_storage: 500,
            storage_type: "gp3",
            iops: 15_000,
          },
        },
      },
      {},
      {
        "PostgreSQL db.m7g.xlarge, single-az": "246.01",
        "database storage gp3, single-az": "57.50",
        "database IOPS": "60.00",
      },
    ],
    // 730 × 0.336 = 245.28; 100 × 0.23 = 23.00; 100 × 0.095
    [
      "a highly available database with backups",
      {
        aws_db_instance: {
          a: {
            engine: "postgres",
            instance_class: "db.m7g.large",
            allocated_storage: 100,
            storage_type: "gp3",
            multi_az: true,
          },
        },
      },
      { databaseBackupGb: 100 },
      {
        "PostgreSQL db.m7g.large, multi-az": "245.28",
        "database storage gp3, multi-az": "23.00",
        "database backups beyond the free tier": "9.50",
      },
    ],
  ])("%s", (_, resource, usage, expected) => {
    expect(bill(estimate({ resource }, usage).lines)).toEqual(expected);
  });
});

test("usage is distributed over the resources, so that the sum is the total usage", () => {
  const groups = Object.fromEntries(["a", "b", "c"].map((name) => [name, { retention_in_days: 365 }]));
  const { monthly } = estimate({ resource: { aws_cloudwatch_log_group: groups } }, { logsGb: 30 });
  // 30 × 0.50 = 15.00; kept a year: 30 × 12 = 360 GB-month × 0.03 = 10.80
  expect(monthly.toFixed(2)).toBe("25.80");
});

test("three NAT gateways with their addresses, and one cluster", () => {
  const three = (body: object) => ({ a: body, b: body, c: body });
  const { monthly } = estimate({
    resource: { aws_nat_gateway: three({}), aws_eip: three({}), aws_eks_cluster: { c: { version: "1.35" } } },
  });
  // 3 × (32.85 + 3.65) + 73
  expect(monthly.toString()).toBe("182.5");
});

test("the Multi-AZ price comes from the table and is not twice the single-zone price", () => {
  const book = priceBook("aws", "us-east-1");
  const price = (table: string) => book && findPrice(book, `rds.postgres.${table}`, "db.m7g.large")?.usd.toString();
  const database = (multi_az: boolean) =>
    estimate({
      resource: {
        aws_db_instance: { a: { engine: "postgres", instance_class: "db.m7g.large", allocated_storage: 20, multi_az } },
      },
    }).lines[0];
  expect(database(false)).toMatchObject({ unitPrice: new Decimal(price("single-az") ?? 0) });
  expect(database(true)).toMatchObject({ unitPrice: new Decimal(price("multi-az") ?? 0), quantity: new Decimal(730) });
});

test("the backups of two databases are billed once", () => {
  const database = { engine: "postgres", instance_class: "db.t4g.micro", allocated_storage: 20 };
  const { lines } = estimate(
    { resource: { aws_db_instance: { a: database, b: database } } },
    { databaseBackupGb: 100 },
  );
  const backups = lines.filter(({ item }) => item.startsWith("database backups"));
  // 100 × 0.095 = 9.50, half of it each
  expect(backups.map((line) => line.kind === "priced" && line.monthly.toString())).toEqual(["4.75", "4.75"]);
});

test("a bucket is billed by the longest purpose that its name ends in", () => {
  const usage = { bucketStorageGb: { artifacts: 1000, "model-artifacts": 100 } };
  const { lines } = estimate({ resource: { aws_s3_bucket: { a: { bucket: "acme-model-artifacts" } } } }, usage);
  // 100 × 0.023
  expect(bill(lines)).toEqual({ "object storage standard": "2.30" });
});

test("a resource is billed in the region of its provider", () => {
  const provider = { aws: [{ region: "us-east-1" }, { alias: "far", region: "ap-south-1" }] };
  const resource = { aws_nat_gateway: { near: {}, far: { provider: "aws.far" } } };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  const { lines } = estimateCost(graph, NO_USAGE, "2026-11-01");
  expect(lines.filter(({ item }) => item === "NAT gateway")).toMatchObject([
    { kind: "priced" },
    { kind: "unpriced", reason: "no prices for region ap-south-1 in the book" },
  ]);
});
