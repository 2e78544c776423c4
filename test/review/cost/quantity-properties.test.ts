import { Decimal } from "decimal.js";
import fc from "fast-check";
import { estimateCost, ResourceGraph } from "../../../src/review";
import { estimate, NO_USAGE } from "./estimate";

/** Enough precision that no sum is ever rounded. */
const Exact = Decimal.clone({ precision: 60 });

/** A resource of each type with a given size. Growing must never make it cheaper. */
const GROWING: readonly (readonly [title: string, resource: (size: number) => object])[] = [
  ["a gp3 disk", (size) => ({ aws_ebs_volume: { a: { type: "gp3", size } } })],
  ["the IOPS of gp3", (iops) => ({ aws_ebs_volume: { a: { type: "gp3", size: 1, iops } } })],
  ["the throughput of gp3", (throughput) => ({ aws_ebs_volume: { a: { type: "gp3", size: 1, throughput } } })],
  ["the IOPS of io2", (iops) => ({ aws_ebs_volume: { a: { type: "io2", size: 1, iops: iops + 1 } } })],
  [
    "a scaling group",
    (size) => ({
      aws_launch_template: { t: { instance_type: "m7i.large", block_device_mappings: [{ ebs: { volume_size: 8 } }] } },
      aws_autoscaling_group: {
        a: {
          min_size: size,
          max_size: size,
          mixed_instances_policy: {
            launch_template: { launch_template_specification: { launch_template_id: "${aws_launch_template.t.id}" } },
            instances_distribution: { on_demand_base_capacity: 3, on_demand_percentage_above_base_capacity: 40 },
          },
        },
      },
    }),
  ],
  [
    "the on-demand part of a mixed group",
    (percent) => ({
      aws_launch_template: { t: { instance_type: "m7i.large", block_device_mappings: [{ ebs: { volume_size: 8 } }] } },
      aws_autoscaling_group: {
        a: {
          min_size: 7,
          max_size: 7,
          mixed_instances_policy: {
            launch_template: { launch_template_specification: { launch_template_id: "${aws_launch_template.t.id}" } },
            instances_distribution: { on_demand_percentage_above_base_capacity: Math.min(percent, 100) },
          },
        },
      },
    }),
  ],
  [
    "database storage",
    (size) => ({
      aws_db_instance: {
        a: { engine: "postgres", instance_class: "db.m6g.large", allocated_storage: size, storage_type: "gp3" },
      },
    }),
  ],
  [
    "cache nodes",
    (size) => ({
      aws_elasticache_replication_group: { a: { node_type: "cache.t4g.small", num_cache_clusters: size } },
    }),
  ],
  ["the capacity of a table", (size) => ({ aws_dynamodb_table: { a: { read_capacity: size, write_capacity: 1 } } })],
  [
    "provisioned throughput",
    (size) => ({
      aws_efs_file_system: { a: { throughput_mode: "provisioned", provisioned_throughput_in_mibps: size } },
    }),
  ],
  [
    "a managed group",
    (target_size) => ({
      google_compute_instance_template: { t: { machine_type: "n2-standard-4", disk: [{ disk_size_gb: 10 }] } },
      google_compute_instance_group_manager: {
        m: { target_size, version: [{ instance_template: "${google_compute_instance_template.t.id}" }] },
      },
    }),
  ],
  ["a disk of Google's", (size) => ({ google_compute_disk: { a: { type: "pd-ssd", size } } })],
  [
    "the storage of Cloud SQL",
    (disk_size) => ({
      google_sql_database_instance: {
        a: { database_version: "POSTGRES_17", settings: { tier: "db-custom-2-8192", disk_size } },
      },
    }),
  ],
  [
    "forwarding rules",
    (size) => ({
      google_compute_forwarding_rule: Object.fromEntries(
        Array.from({ length: Math.min(size, 20) }, (_, index) => [`r${index}`, {}]),
      ),
    }),
  ],
];

const size = fc.integer({ min: 0, max: 100_000 });

test.each(GROWING)("more of %s never costs less", (_, resource) => {
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 1000 }), (small, more) => {
      const cost = (amount: number) => estimate({ resource: resource(amount) });
      const [less, greater] = [cost(small), cost(small + more)];
      expect(greater.monthly.gte(less.monthly)).toBe(true);
      expect(greater.high.gte(less.high)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("a Google cache of twice the size costs more, although its price per GiB may be lower", () => {
  const cost = (memory_size_gb: number) => estimate({ resource: { google_redis_instance: { a: { memory_size_gb } } } });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (gib) => {
      expect(cost(2 * gib).monthly.gt(cost(gib).monthly)).toBe(true);
    }),
  );
});

test("the total is the exact sum of its parts, and so are its limits", () => {
  const provider = { aws: [{ region: "us-east-1" }], google: [{ region: "us-central1" }] };
  const parts = GROWING.map(([name, resource]) => ({ name, resource }));
  fc.assert(
    fc.property(fc.subarray(parts, { minLength: 1 }), size, (chosen, amount) => {
      const stacks = chosen.map(({ name, resource }) => ({ name, json: { provider, resource: resource(amount) } }));
      const whole = estimateCost(ResourceGraph.fromTerraform(stacks), NO_USAGE, "2026-11-01");
      const each = chosen.map(({ resource }) => estimate({ resource: resource(amount) }));
      for (const kind of ["low", "monthly", "high"] as const) {
        const sum = each.reduce((total, { [kind]: cost }) => total.plus(cost), new Exact(0));
        expect(whole[kind].toString()).toBe(sum.toString());
      }
      expect(whole.lines).toHaveLength(each.flatMap(({ lines }) => lines).length);
    }),
    { numRuns: 50 },
  );
});
