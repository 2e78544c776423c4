import { estimateCost, ResourceGraph } from "../../../src/review";
import { estimate, expectUnpriced, NO_USAGE, type UnpricedCase } from "./estimate";

describe("unpriced items are listed with their reason, and never count as 0", () => {
  test.each<UnpricedCase>([
    [
      "a type without an estimator",
      { resource: { aws_redshift_cluster: { a: {} } } },
      "aws_redshift_cluster",
      "no estimator",
    ],
    ["a type of another provider", { resource: { azurerm_subnet: { a: {} } } }, "azurerm_subnet", "no estimator"],
    [
      "a region without a book",
      { resource: { aws_nat_gateway: { a: {} } }, region: "sa-east-1" },
      "NAT gateway",
      "no prices for region sa-east-1",
    ],
    [
      "a region known only in the plan",
      { resource: { aws_nat_gateway: { a: {} } }, region: "${var.region}" },
      "NAT gateway",
      "no prices for region",
    ],
    [
      "an instance type that the book does not have",
      {
        resource: {
          aws_eks_node_group: { a: { instance_types: ["x9.mega"], scaling_config: { min_size: 1, max_size: 1 } } },
        },
      },
      "nodes x9.mega",
      "no price for x9.mega",
    ],
    [
      "nodes whose number is known only in the plan",
      {
        resource: {
          aws_eks_node_group: {
            a: { instance_types: ["m7i.large"], scaling_config: { min_size: "${var.min}", max_size: 3 } },
          },
        },
      },
      "nodes",
      "unknown",
    ],
    [
      "an unknown Kubernetes version",
      { resource: { aws_eks_cluster: { a: { version: "9.99" } } } },
      "EKS cluster",
      "the support period of version 9.99 is unknown",
    ],
    ["a cluster without a version", { resource: { aws_eks_cluster: { a: {} } } }, "EKS cluster", "(none)"],
    [
      "a database of another engine",
      { resource: { aws_db_instance: { a: { engine: "oracle-se2", instance_class: "db.m7g.large" } } } },
      "database",
      "only has PostgreSQL and MySQL",
    ],
    [
      "MySQL in two zones on a class with a single-zone price only: never twice that price",
      {
        resource: {
          aws_db_instance: {
            a: { engine: "mysql", instance_class: "db.m7g.large", allocated_storage: 100, multi_az: true },
          },
        },
      },
      "MySQL db.m7g.large, multi-az",
      "no price for db.m7g.large",
    ],
    [
      "a storage type that the book doesn't have",
      {
        resource: {
          aws_db_instance: {
            a: { engine: "postgres", instance_class: "db.m7g.large", allocated_storage: 100, storage_type: "io2" },
          },
        },
      },
      "database storage io2, single-az",
      "rds.storage.io2",
    ],
    ["logs without a retention period", { resource: { aws_cloudwatch_log_group: { a: {} } } }, "logs", "kept forever"],
    [
      "spot nodes of a launch template whose capacity type is known only in the plan",
      {
        resource: {
          aws_eks_node_group: {
            g: {
              instance_types: ["m7i.large"],
              capacity_type: "${var.capacity}",
              scaling_config: { min_size: 1, max_size: 1 },
            },
          },
        },
      },
      "nodes",
      "capacity type is unknown",
    ],
    [
      "node disks of a launch template that is not in the code",
      {
        resource: {
          aws_eks_node_group: {
            g: {
              instance_types: ["m7i.large"],
              launch_template: { id: "lt-0123" },
              scaling_config: { min_size: 1, max_size: 1 },
            },
          },
        },
      },
      "node disks",
      "launch template",
    ],
    [
      "a disk whose speed is known only in the plan",
      { resource: { aws_ebs_volume: { a: { type: "gp3", size: 100, iops: "${var.iops}" } } } },
      "disk IOPS",
      "unknown",
    ],
    [
      "a disk type that the book doesn't have",
      { resource: { aws_ebs_volume: { a: { type: "io2", size: 100, iops: 1000 } } }, region: "eu-central-1" },
      "disks io2",
      "no price for ebs.io2",
    ],
    [
      "a database of a class that the book does not have",
      {
        resource: {
          aws_db_instance: { a: { engine: "postgres", instance_class: "db.x9.mega", allocated_storage: 20 } },
        },
      },
      "PostgreSQL db.x9.mega, single-az",
      "no price for db.x9.mega",
    ],
    [
      "a database whose storage is that of a snapshot",
      { resource: { aws_db_instance: { a: { engine: "postgres", instance_class: "db.m7g.large" } } } },
      "database storage",
      "unknown",
    ],
    [
      "fast database storage in several zones",
      {
        resource: {
          aws_db_instance: {
            a: {
              engine: "postgres",
              instance_class: "db.m7g.large",
              allocated_storage: 500,
              storage_type: "gp3",
              storage_throughput: 1000,
              multi_az: true,
            },
          },
        },
      },
      "database throughput",
      "multi_az",
    ],
    [
      "a bucket whose name is known only in the plan",
      { resource: { aws_s3_bucket: { a: { bucket: "${var.name}" } } } },
      "object storage",
      "name is unknown",
    ],
    [
      "logs of the infrequent class",
      {
        resource: { aws_cloudwatch_log_group: { a: { retention_in_days: 30, log_group_class: "INFREQUENT_ACCESS" } } },
      },
      "logs",
      "standard class",
    ],
    [
      "flow logs that go to a bucket",
      { resource: { aws_flow_log: { a: { log_destination_type: "s3" } } } },
      "flow logs",
      "CloudWatch",
    ],
    [
      "a resolver's endpoint, though a route is free",
      { resource: { aws_route53_resolver_endpoint: { a: {} } } },
      "aws_route53_resolver_endpoint",
      "no estimator",
    ],
    [
      "a machine of a capacity block",
      {
        resource: {
          aws_instance: {
            a: { instance_type: "t3.medium", instance_market_options: { market_type: "capacity-block" } },
          },
        },
      },
      "instance t3.medium",
      "market",
    ],
    [
      "the disk of an image",
      { resource: { aws_instance: { a: { instance_type: "t3.medium" } } } },
      "root disk",
      "image",
    ],
    [
      "a load balancer of a chart whose values don't name its controller",
      { resource: { helm_release: { a: { values: ['{"service":{"type":"LoadBalancer"}}'] } } } },
      "load balancer",
      "its controller",
    ],
    [
      "the addresses of a public load balancer that a chart opens",
      {
        resource: {
          helm_release: {
            a: {
              values: [
                '{"service":{"annotations":{"service.beta.kubernetes.io/aws-load-balancer-type":"external","service.beta.kubernetes.io/aws-load-balancer-scheme":"internet-facing"}}}',
              ],
            },
          },
        },
      },
      "public IPv4 addresses",
      "zones of its subnets",
    ],
    [
      "a volume that a chart claims without a size",
      { resource: { helm_release: { a: { values: ['{"persistence":{"enabled":true}}'] } } } },
      "persistent volumes",
      "size",
    ],
    [
      "a volume of an undefined storage class",
      {
        resource: {
          helm_release: { a: { values: ['{"persistence":{"enabled":true,"size":"8Gi","storageClass":"fast"}}'] } },
        },
      },
      "persistent volumes",
      "storage class fast",
    ],
  ])("%s", (_, code, item, reason) => expectUnpriced(code, item, reason));
});

test("unpriced items add nothing, and other items are still billed", () => {
  const { lines, monthly } = estimate({ resource: { aws_redshift_cluster: { a: {} }, aws_nat_gateway: { a: {} } } });
  expect(lines.some(({ kind }) => kind === "unpriced")).toBe(true);
  expect(monthly.toString()).toBe("32.85");
});

test("usage that is not a number is unpriced, and doesn't affect the total", () => {
  const { lines, monthly } = estimate({ resource: { aws_nat_gateway: { a: {} } } }, { natGb: Number.NaN });
  expect(lines).toContainEqual(expect.objectContaining({ item: "NAT data", reason: "its quantity is unknown" }));
  expect(monthly.toString()).toBe("32.85");
});

test("a chart that stays inside the cluster adds nothing to the bill", () => {
  const { lines } = estimate({ resource: { helm_release: { a: { values: ['{"replicas":3}'] } } } });
  expect(lines).toEqual([]);
});

test("data sources cost nothing", () => {
  const json = { provider: { aws: [{ region: "us-east-1" }] }, data: { aws_nat_gateway: { a: {} } } };
  const { lines } = estimateCost(ResourceGraph.fromTerraform([{ name: "stack", json }]), NO_USAGE, "2026-11-01");
  expect(lines).toEqual([]);
});
