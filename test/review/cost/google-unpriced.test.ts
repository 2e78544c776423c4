import { expectUnpriced, type UnpricedCase } from "./estimate";

describe("unpriced items on Google Cloud are listed with their reason, and never count as 0", () => {
  test.each<UnpricedCase>([
    [
      "a Cloud SQL type that the book does not have",
      {
        resource: {
          google_sql_database_instance: {
            a: { database_version: "POSTGRES_17", settings: { tier: "db-perf-optimized-N-2" } },
          },
        },
      },
      "PostgreSQL db-perf-optimized-N-2",
      "the book doesn't have this type",
    ],
    [
      "GKE nodes whose maximum is known only in the plan",
      {
        resource: {
          google_container_node_pool: {
            p: { autoscaling: { total_min_node_count: 1, total_max_node_count: "${var.max}" } },
          },
        },
      },
      "nodes",
      "unknown",
    ],
    [
      "GKE nodes per zone in a region whose zones Google chooses",
      { resource: { google_container_node_pool: { p: { node_count: 1, location: "us-central1" } } } },
      "nodes",
      "unknown",
    ],
    [
      "a GKE pool without a size",
      { resource: { google_container_node_pool: { p: { node_locations: ["us-central1-a"] } } } },
      "nodes",
      "unknown",
    ],
    [
      "GPUs whose number is known only in the plan",
      {
        resource: {
          google_container_node_pool: {
            p: {
              autoscaling: { total_min_node_count: 1, total_max_node_count: 1 },
              node_config: {
                machine_type: "n1-standard-4",
                guest_accelerator: [{ type: "nvidia-tesla-t4", count: "${var.gpus}" }],
              },
            },
          },
        },
      },
      "GPUs",
      "unknown",
    ],
    [
      "NAT of a pool whose size is known only in the plan",
      {
        resource: {
          google_compute_router_nat: { n: {} },
          google_container_node_pool: { p: { node_count: "${var.nodes}" } },
        },
      },
      "NAT machines",
      "unknown",
    ],
    [
      "the nodes of a GKE cluster itself",
      { resource: { google_container_cluster: { c: { initial_node_count: 3 } } } },
      "nodes of the cluster itself",
      "pools that are separate resources",
    ],
    [
      "the pods of Autopilot",
      { resource: { google_container_cluster: { c: { enable_autopilot: true } } } },
      "Autopilot",
      "by the pods' requests",
    ],
    [
      "an unknown GKE version",
      {
        resource: {
          google_container_cluster: {
            c: {
              min_master_version: "9.99",
              release_channel: { channel: "EXTENDED" },
              remove_default_node_pool: true,
            },
          },
        },
      },
      "GKE extended support",
      "it is unknown whether its version is past standard support",
    ],
    [
      "a Cloud SQL database of unknown availability",
      {
        resource: {
          google_sql_database_instance: {
            a: {
              database_version: "POSTGRES_17",
              settings: { tier: "db-f1-micro", availability_type: "${var.availability}" },
            },
          },
        },
      },
      "database",
      "availability is unknown",
    ],
    [
      "a key in hardware",
      { resource: { google_kms_crypto_key: { a: { version_template: { protection_level: "HSM" } } } } },
      "KMS key version",
      "software",
    ],
    [
      "a public global address",
      { resource: { google_compute_global_address: { a: {} } } },
      "global address",
      "depends on what uses it",
    ],
  ])("%s", (_, code, item, reason) => expectUnpriced(code, item, reason));
});
