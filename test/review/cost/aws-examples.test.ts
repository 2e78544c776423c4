import { bill, estimate } from "./estimate";

/** Hours in a month: 365 × 24 / 12 = 730. Every amount is worked out by hand beside it. */
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
    ["a key", { aws_kms_key: { a: {} } }, {}, { "KMS key": "1.00" }],
    ["a secret", { aws_secretsmanager_secret: { a: {} } }, {}, { secret: "0.40" }],
    // 40 × 0.10
    ["images", { aws_ecr_repository: { a: {} } }, { imagesGb: 40 }, { "stored images": "4.00" }],
    // 500 × 0.023
    [
      "a bucket of 500 GB",
      { aws_s3_bucket: { a: { bucket: "acme-dev-datasets" } } },
      { bucketStorageGb: { datasets: 500 } },
      { "object storage": "11.50" },
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
        "database backups over the free part": "9.50",
      },
    ],
  ])("%s", (_, resource, usage, expected) => {
    expect(bill(estimate({ resource }, usage).lines)).toEqual(expected);
  });
});

describe("node groups", () => {
  const template = (body: object = {}) => ({
    aws_launch_template: {
      t: {
        block_device_mappings: [{ device_name: "/dev/xvda", ebs: { volume_type: "gp3", volume_size: 100 } }],
        ...body,
      },
    },
  });
  const group = (body: object) => ({
    aws_eks_node_group: {
      g: {
        launch_template: { id: "${aws_launch_template.t.id}" },
        scaling_config: { min_size: 3, max_size: 3 },
        ...body,
      },
    },
  });

  test("three nodes: instances and the disks of their launch template", () => {
    const { lines, monthly } = estimate({ resource: { ...template(), ...group({ instance_types: ["m7i.xlarge"] }) } });
    // 3 × 730 × 0.2016 = 441.504; 3 × 100 × 0.08 = 24.00
    expect(bill(lines)).toEqual({ "nodes m7i.xlarge": "441.50", "node disks gp3": "24.00" });
    expect(monthly.toString()).toBe("465.504");
  });

  test("a pool that scales costs between its limits, and what the utilisation says is expected", () => {
    const scaling = { scaling_config: { min_size: 1, max_size: 5 }, instance_types: ["m7i.large"] };
    const { low, monthly, high } = estimate(
      { resource: { ...template(), ...group(scaling) } },
      { poolUtilisation: 0.25 },
    );
    // One node: 730 × 0.1008 + 100 × 0.08 = 73.584 + 8 = 81.584
    expect(low.toString()).toBe("81.584");
    // 1 + (5 - 1) × 0.25 = 2 nodes
    expect(monthly.toString()).toBe("163.168");
    // 5 nodes
    expect(high.toString()).toBe("407.92");
  });

  test("a GPU pool at zero costs nothing, and at most what its nodes cost", () => {
    const gpu = { scaling_config: { min_size: 0, max_size: 2 }, instance_types: ["g6.xlarge"] };
    const { monthly, high } = estimate({ resource: { ...template(), ...group(gpu) } });
    expect(monthly.toString()).toBe("0");
    // 2 × 730 × 0.8048 = 1175.008; 2 × 100 × 0.08 = 16: the GPU is in the price of the instance
    expect(high.toString()).toBe("1191.008");
  });

  test("the type may stand in the launch template", () => {
    const { lines } = estimate({ resource: { ...template({ instance_type: "t3.medium" }), ...group({}) } });
    // 3 × 730 × 0.0416 = 91.104
    expect(bill(lines)["nodes t3.medium"]).toBe("91.10");
  });

  test("gp3 faster than its base is paid for each disk", () => {
    const ebs = { volume_type: "gp3", volume_size: 100, iops: 6000, throughput: 250 };
    const fast = template({ block_device_mappings: { device_name: "/dev/xvda", ebs } });
    // 3 × 3000 × 0.005 = 45.00; 3 × 125 × 0.04 = 15.00
    expect(bill(estimate({ resource: { ...fast, ...group({ instance_types: ["m7i.large"] }) } }).lines)).toMatchObject({
      "node disk IOPS": "45.00",
      "node disk throughput": "15.00",
    });
  });

  test("without a launch template a node has 20 GiB of gp2", () => {
    const resource = {
      aws_eks_node_group: { g: { instance_types: ["m7i.large"], scaling_config: { min_size: 1, max_size: 1 } } },
    };
    // 20 × 0.10
    expect(bill(estimate({ resource }).lines)["node disks gp2"]).toBe("2.00");
  });

  test.each([
    ["of the group", {}, { capacity_type: "SPOT", instance_types: ["m7i.large"] }],
    ["of the launch template", { instance_market_options: { market_type: "spot" } }, { instance_types: ["m7i.large"] }],
  ])("spot %s is seen, named as unpriced, and never billed on demand", (_, templateBody, groupBody) => {
    const { lines } = estimate({ resource: { ...template(templateBody), ...group(groupBody) } });
    expect(bill(lines)).toEqual({ "spot nodes m7i.large": "unpriced", "node disks gp3": "24.00" });
    // The ceiling: 3 × 730 × 0.1008 = 220.752
    expect(lines.find(({ kind }) => kind === "unpriced")).toMatchObject({ reason: expect.stringContaining("220.75") });
  });

  test("several types: the first is expected, the cheapest and the dearest are the range", () => {
    const types = { instance_types: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge"] };
    const [nodes] = estimate({ resource: { ...template(), ...group(types) } }).lines;
    if (nodes?.kind !== "priced") throw new Error("the nodes are priced");
    // 3 × 730 = 2190 h at 0.2016, 0.192 and 0.23184
    expect(nodes.monthly.toString()).toBe("441.504");
    expect(nodes.range?.low.toString()).toBe("420.48");
    expect(nodes.range?.high.toString()).toBe("507.7296");
  });
});

test("usage is shared out over the resources, so that the sum is what was used", () => {
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
