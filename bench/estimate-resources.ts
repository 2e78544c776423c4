import { TIERS } from "../src/environment/tiers";
import { estimateCost } from "../src/review/cost";
import { ResourceGraph } from "../src/review/model";

/** Estimates 10,000 priced resources, evenly spread over all kinds, in this process, and prints CPU time and memory. */
const COUNT = 10_000;
const TODAY = "2026-11-01";

const KINDS: Readonly<Record<string, (index: number) => object>> = {
  aws_nat_gateway: () => ({}),
  aws_eip: () => ({}),
  aws_eks_node_group: (index) => ({
    instance_types: ["m7i.large", "m6i.large"],
    launch_template: { id: `\${aws_launch_template.n${index}.id}` },
    scaling_config: { min_size: 1, max_size: 4 },
  }),
  aws_autoscaling_group: (index) => ({
    min_size: 1,
    max_size: 4,
    mixed_instances_policy: {
      launch_template: {
        launch_template_specification: { launch_template_id: `\${aws_launch_template.n${index}.id}` },
        override: [{ instance_type: "m7i.large" }, { instance_type: "m6i.large" }],
      },
      instances_distribution: { on_demand_percentage_above_base_capacity: 50 },
    },
  }),
  aws_db_instance: () => ({
    engine: "postgres",
    instance_class: "db.m6g.large",
    allocated_storage: 100,
    storage_type: "gp3",
  }),
  aws_ebs_volume: () => ({ type: "gp3", size: 100, iops: 6000, throughput: 250 }),
  aws_cloudwatch_log_group: () => ({ retention_in_days: 30 }),
  aws_elasticache_replication_group: () => ({ node_type: "cache.t4g.small", num_cache_clusters: 2 }),
  google_compute_instance: () => ({
    zone: "us-central1-a",
    machine_type: "n2-standard-4",
    boot_disk: { initialize_params: { type: "pd-ssd", size: 50 } },
  }),
  google_container_node_pool: () => ({ node_count: 1, node_locations: ["a", "b", "c"] }),
  google_sql_database_instance: () => ({
    database_version: "POSTGRES_17",
    settings: { tier: "db-custom-2-8192", availability_type: "REGIONAL" },
  }),
  google_compute_forwarding_rule: () => ({}),
};

const each = Math.ceil(COUNT / Object.keys(KINDS).length);
const named = (body: (index: number) => object) =>
  Object.fromEntries(Array.from({ length: each }, (_, index) => [`n${index}`, body(index)]));
const resource = {
  ...Object.fromEntries(Object.entries(KINDS).map(([type, body]) => [type, named(body)])),
  aws_launch_template: named(() => ({ block_device_mappings: [{ ebs: { volume_type: "gp3", volume_size: 50 } }] })),
};
const provider = { aws: [{ region: "us-east-1" }], google: [{ region: "us-central1" }] };
const graph = ResourceGraph.fromTerraform([{ name: "many", json: { provider, resource } }]);
const started = process.cpuUsage();
const { lines } = estimateCost(graph, TIERS.prod.usage, TODAY);
const seconds = process.cpuUsage(started).user / 1e6;
console.log(
  JSON.stringify({
    resources: each * Object.keys(KINDS).length,
    lines: lines.length,
    unpriced: lines.filter(({ kind }) => kind === "unpriced").length,
    userSeconds: seconds,
  }),
);
