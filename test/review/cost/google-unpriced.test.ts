import { expectUnpriced, type UnpricedCase } from "./estimate";

describe("what has no price on Google Cloud is named with its reason, and never taken for 0", () => {
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
      "not in the book",
    ],
    [
      "GKE nodes whose greatest number only the plan knows",
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
      "GKE nodes by the zone in a region whose zones Google chooses",
      { resource: { google_container_node_pool: { p: { node_count: 1, location: "us-central1" } } } },
      "nodes",
      "unknown",
    ],
    [
      "a GKE pool that says nothing of its size",
      { resource: { google_container_node_pool: { p: { node_locations: ["us-central1-a"] } } } },
      "nodes",
      "unknown",
    ],
    [
      "GPUs whose number only the plan knows",
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
      "NAT of a pool whose size only the plan knows",
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
      "the nodes that a GKE cluster brings itself",
      { resource: { google_container_cluster: { c: { initial_node_count: 3 } } } },
      "nodes of the cluster itself",
      "resources of their own",
    ],
    [
      "the pods of Autopilot",
      { resource: { google_container_cluster: { c: { enable_autopilot: true } } } },
      "Autopilot",
      "by what the pods ask for",
    ],
    [
      "a GKE version that nothing is known of",
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
      "past standard support is not known",
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
