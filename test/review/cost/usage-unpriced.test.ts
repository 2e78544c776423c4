import { estimate, expectUnpriced, type UnpricedCase } from "./estimate";

const scaling = { min_size: 1, max_size: 2 };

describe("usage-based items are listed with their price, unknown ones with their reason", () => {
  test.each<UnpricedCase>([
    [
      "a queue",
      { resource: { aws_sqs_queue: { a: {} } } },
      "messages",
      "the requests beyond the free million: 0.4 USD/M-requests",
    ],
    ["a FIFO queue", { resource: { aws_sqs_queue: { a: { fifo_queue: true } } } }, "messages", "0.5 USD/M-requests"],
    ["a topic", { resource: { aws_sns_topic: { a: {} } } }, "messages", "0.5 USD/M-requests"],
    ["a topic in order", { resource: { aws_sns_topic: { a: { fifo_topic: true } } } }, "messages", "FIFO"],
    ["a function", { resource: { aws_lambda_function: { a: {} } } }, "function time", "0.0000166667 USD/GB-s"],
    [
      "a function on ARM",
      { resource: { aws_lambda_function: { a: { architectures: ["arm64"] } } } },
      "function time",
      "0.0000133334 USD/GB-s",
    ],
    [
      "a function in a region without the price",
      { resource: { aws_lambda_function: { a: {} } }, region: "eu-west-1" },
      "function requests",
      "no price for lambda.requests in the book of eu-west-1",
    ],
    [
      "an on-demand table",
      { resource: { aws_dynamodb_table: { a: { billing_mode: "PAY_PER_REQUEST" } } } },
      "write requests",
      "0.625 USD/M-requests",
    ],
    [
      "a replicated table",
      { resource: { aws_dynamodb_table: { a: { billing_mode: "PAY_PER_REQUEST", replica: [{ region_name: "x" }] } } } },
      "replicas",
      "depend on the requests",
    ],
    [
      "a table whose capacity is known only in the plan",
      { resource: { aws_dynamodb_table: { a: { read_capacity: "${var.read}", write_capacity: 1 } } } },
      "read capacity",
      "unknown",
    ],
    ["a file system", { resource: { aws_efs_file_system: { a: {} } } }, "file storage", "0.3 USD/GB-month"],
    [
      "a file system in one zone that moves infrequently accessed data",
      {
        resource: {
          aws_efs_file_system: {
            a: { availability_zone_name: "us-east-1a", lifecycle_policy: [{ transition_to_ia: "x" }] },
          },
        },
      },
      "file storage, infrequent access",
      "0.0133 USD/GB-month",
    ],
    [
      "elastic throughput",
      { resource: { aws_efs_file_system: { a: { throughput_mode: "elastic" } } } },
      "elastic throughput",
      "reads and writes",
    ],
    [
      "storage of Aurora",
      { resource: { aws_rds_cluster: { a: { engine: "aurora-mysql" } } } },
      "database storage",
      "0.1 USD/GB-month",
    ],
    [
      "a cluster that isn't Aurora",
      { resource: { aws_rds_cluster: { a: { engine: "mysql" } } } },
      "database cluster",
      "Aurora",
    ],
    [
      "a serverless instance without its cluster",
      { resource: { aws_rds_cluster_instance: { a: { engine: "aurora-mysql", instance_class: "db.serverless" } } } },
      "Aurora capacity units",
      "limits of its cluster",
    ],
    [
      "snapshots of a cache",
      {
        resource: {
          aws_elasticache_cluster: {
            a: { engine: "redis", node_type: "cache.t4g.small", num_cache_nodes: 1, snapshot_retention_limit: 7 },
          },
        },
      },
      "cache snapshots",
      "the data",
    ],
    [
      "a cache whose size is known only in the plan",
      {
        resource: {
          aws_elasticache_replication_group: { a: { node_type: "cache.t4g.small", num_node_groups: "${var.n}" } },
        },
      },
      "cache nodes",
      "unknown",
    ],
    [
      "a scaling group whose template is not in the code",
      { resource: { aws_autoscaling_group: { a: { ...scaling, launch_template: { id: "lt-0123" } } } } },
      "machines",
      "not in the code",
    ],
    [
      "a scaling group with weighted types",
      {
        resource: {
          aws_autoscaling_group: {
            a: {
              ...scaling,
              mixed_instances_policy: {
                launch_template: { override: [{ instance_type: "m7i.large", weighted_capacity: "2" }] },
              },
            },
          },
        },
      },
      "machines",
      "unknown",
    ],
    [
      "a scaling group whose types the cloud chooses",
      {
        resource: {
          aws_autoscaling_group: {
            a: {
              ...scaling,
              mixed_instances_policy: {
                launch_template: { override: [{ instance_requirements: { vcpu_count: {} } }] },
              },
            },
          },
        },
      },
      "machines",
      "unknown",
    ],
    [
      "a managed group without its template",
      { resource: { google_compute_instance_group_manager: { a: { zone: "us-central1-a", target_size: 2 } } } },
      "machines",
      "not in the code",
    ],
    [
      "local SSDs of a family that includes them",
      {
        resource: {
          google_compute_instance: {
            a: { zone: "us-central1-a", machine_type: "a2-ultragpu-1g", scratch_disk: [{ interface: "NVME" }] },
          },
        },
      },
      "local SSDs",
      "a2-ultragpu-1g",
    ],
    [
      "a Hyperdisk with billed speed",
      { resource: { google_compute_disk: { a: { type: "hyperdisk-balanced", size: 100, zone: "us-central1-a" } } } },
      "disk speed",
      "hyperdisk-balanced",
    ],
    [
      "an extreme disk without its IOPS",
      { resource: { google_compute_disk: { a: { type: "pd-extreme", size: 500, zone: "us-central1-a" } } } },
      "disk IOPS",
      "not in the code",
    ],
    [
      "a disk without its IOPS",
      { resource: { aws_ebs_volume: { a: { type: "io1", size: 9 } } } },
      "disk IOPS",
      "not in the code",
    ],
    ["a snapshot", { resource: { aws_ebs_snapshot: { a: {} } } }, "snapshot", "0.05 USD/GB-month"],
    ["a topic of Google's", { resource: { google_pubsub_topic: { a: {} } } }, "published messages", "40 USD/TiB"],
    ["a subscription", { resource: { google_pubsub_subscription: { a: {} } } }, "delivered messages", "40 USD/TiB"],
    ["queries", { resource: { google_bigquery_dataset: { a: {} } } }, "queries", "6.25 USD/TiB"],
    ["a table of BigQuery", { resource: { google_bigquery_table: { a: {} } } }, "table storage", "0.023 USD/GB-month"],
    [
      "read replicas of a cache",
      {
        resource: { google_redis_instance: { a: { memory_size_gb: 5, read_replicas_mode: "READ_REPLICAS_ENABLED" } } },
      },
      "cache",
      "read replicas",
    ],
    [
      "an internal forwarding rule",
      { resource: { google_compute_forwarding_rule: { a: { load_balancing_scheme: "INTERNAL" } } } },
      "forwarding rule",
      "internal",
    ],
    [
      "an endpoint that is billed by usage",
      { resource: { aws_sagemaker_endpoint_configuration: { a: { production_variants: [{ model_name: "m" }] } } } },
      "endpoint",
      "by usage",
    ],
    [
      "an alarm over several metrics",
      { resource: { aws_cloudwatch_metric_alarm: { a: { metric_query: [{ id: "m" }] } } } },
      "alarm",
      "several metrics",
    ],
  ])("%s", (_, code, item, reason) => expectUnpriced(code, item, reason));
});

test("a queue that only receives AWS events stays in the free tier", () => {
  const target = { aws_cloudwatch_event_target: { t: { arn: "${aws_sqs_queue.q.arn}" } } };
  expect(estimate({ resource: { aws_sqs_queue: { q: {} }, ...target } }).lines).toEqual([]);
});

test("a view stores nothing", () => {
  expect(estimate({ resource: { google_bigquery_table: { v: { view: { query: "SELECT 1" } } } } }).lines).toEqual([]);
});

test("the members of a replication group are billed with it", () => {
  const cluster = { a: { replication_group_id: "${aws_elasticache_replication_group.g.id}" } };
  expect(estimate({ resource: { aws_elasticache_cluster: cluster } }).lines).toEqual([]);
});
