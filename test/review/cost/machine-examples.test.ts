import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
const template = (body: object = {}) => ({
  aws_launch_template: {
    t: {
      instance_type: "m7i.large",
      block_device_mappings: [{ device_name: "/dev/xvda", ebs: { volume_type: "gp3", volume_size: 50 } }],
      ...body,
    },
  },
});
const ID = "${aws_launch_template.t.id}";
const group = (body: object) => ({ aws_autoscaling_group: { g: { min_size: 2, max_size: 2, ...body } } });
const mixed = (distribution: object, override: object[] = []) => ({
  mixed_instances_policy: {
    launch_template: { launch_template_specification: { launch_template_id: ID }, override },
    instances_distribution: distribution,
  },
});

describe("machines on AWS", () => {
  test.each<[string, object, Record<string, string>]>([
    // 2 × 730 × 0.1008 = 147.168; 2 × 50 × 0.08
    [
      "a scaling group",
      { ...template(), ...group({ launch_template: { id: ID } }) },
      { "machines m7i.large": "147.17", "machine disks gp3": "8.00" },
    ],
    // 2 × 730 × 0.031248 = 45.62208
    [
      "a scaling group whose template requests spot",
      { ...template({ instance_market_options: { market_type: "spot" } }), ...group({ launch_template: { id: ID } }) },
      { "spot machines m7i.large": "45.62", "machine disks gp3": "8.00" },
    ],
    // 1 on demand and half of the other 4: 3 × 730 × 0.1008 = 220.752; 2 × 730 × 0.031248 = 45.62208; 5 × 50 × 0.08
    [
      "a mixed group: a base on demand, and half of the rest",
      {
        ...template(),
        ...group({
          min_size: 5,
          max_size: 5,
          ...mixed({ on_demand_base_capacity: 1, on_demand_percentage_above_base_capacity: 50 }),
        }),
      },
      { "machines m7i.large": "220.75", "spot machines m7i.large": "45.62", "machine disks gp3": "20.00" },
    ],
    // 2 × 730 × 0.03072 = 44.8512: the first type is the one that is expected
    [
      "a mixed group with only spot, and its own types",
      {
        ...template(),
        ...group(
          mixed({ on_demand_percentage_above_base_capacity: 0 }, [
            { instance_type: "m6i.large" },
            { instance_type: "m5.large" },
          ]),
        ),
      },
      { "spot machines m6i.large": "44.85", "machine disks gp3": "8.00" },
    ],
    // Without a distribution everything is on demand: 2 × 730 × 0.096 = 140.16
    [
      "a mixed group without a distribution",
      { ...template(), ...group(mixed({}, [{ instance_type: "m5.large" }])) },
      { "machines m5.large": "140.16", "machine disks gp3": "8.00" },
    ],
    // 730 × 0.1008 = 73.584; 50 × 0.08
    [
      "a machine of a launch template",
      { ...template(), aws_instance: { i: { launch_template: { id: ID } } } },
      { "instance m7i.large": "73.58", "disks gp3": "4.00" },
    ],
    // 730 × 0.017472 = 12.75456
    [
      "a machine with its own type, and a template that requests spot",
      {
        ...template({ instance_market_options: { market_type: "spot" } }),
        aws_instance: { i: { instance_type: "t3.medium", launch_template: { id: ID } } },
      },
      { "spot instance t3.medium": "12.75", "disks gp3": "4.00" },
    ],
    // 730 × 1.006 = 734.38: the GPU is in the price; 200 × 0.125 = 25.00; 10,000 × 0.065 = 650.00
    [
      "a GPU machine with a fast disk",
      {
        aws_instance: {
          i: {
            instance_type: "g5.xlarge",
            root_block_device: { volume_type: "io2", volume_size: 200, iops: 10_000 },
          },
        },
      },
      { "instance g5.xlarge": "734.38", "disks io2": "25.00", "disk IOPS": "650.00" },
    ],
  ])("%s", (_, resource, expected) => expect(bill(estimate({ resource }).lines)).toEqual(expected));
});

test("a group of several types costs between the fewest of the cheapest and the most of the most expensive", () => {
  const types = [{ instance_type: "m6i.large" }, { instance_type: "t3.medium" }, { instance_type: "m7i.large" }];
  const scaling = { min_size: 1, max_size: 4, ...mixed({ on_demand_percentage_above_base_capacity: 0 }, types) };
  const { lines } = estimate({ resource: { ...template(), ...group(scaling) } }, { poolUtilisation: 0.5 });
  const machines = lines.find(({ item }) => item.startsWith("spot machines"));
  if (machines?.kind !== "priced") throw new Error("the machines are priced");
  // 1 + (4 - 1) × 0.5 = 2.5 machines: 2.5 × 730 × 0.03072
  expect(machines.monthly.toString()).toBe("56.064");
  // One t3.medium on spot: 730 × 0.017472; four m7i.large on demand: 4 × 730 × 0.1008
  expect([machines.range?.low, machines.range?.high].map(String)).toEqual(["12.75456", "294.336"]);
});

const instanceTemplate = (body: object) => ({
  google_compute_instance_template: {
    t: {
      machine_type: "n2-standard-4",
      disk: [{ boot: true, disk_type: "pd-balanced", disk_size_gb: 50 }],
      ...body,
    },
  },
});
const VERSION = { version: [{ instance_template: "${google_compute_instance_template.t.id}" }] };
const manager = (body: object) => ({
  google_compute_instance_group_manager: { m: { zone: "us-central1-a", ...VERSION, ...body } },
});

describe("machines on Google Cloud", () => {
  test.each<[string, object, Record<string, string>]>([
    // 3 × 730 × 0.194236 = 425.37684; 3 × 50 × 0.10
    [
      "a managed group",
      { ...instanceTemplate({}), ...manager({ target_size: 3 }) },
      { "machines n2-standard-4": "425.38", "machine disks pd.balanced": "15.00" },
    ],
    // 2 × 730 × 0.09212 = 134.4952; 2 × 50 × 0.10
    [
      "a managed group on spot, in a region",
      {
        ...instanceTemplate({ scheduling: { provisioning_model: "SPOT" } }),
        google_compute_region_instance_group_manager: { m: { region: "us-central1", target_size: 2, ...VERSION } },
      },
      { "spot machines n2-standard-4": "134.50", "machine disks pd.balanced": "10.00" },
    ],
    // 2 × 730 × 0.189999 = 277.39854; 2 × 730 × 0.35 = 511.00; 2 × 2 × 375 × 0.08 = 120.00; 2 × 730 × 0.005 = 7.30
    [
      "a managed group with GPUs, local SSDs and addresses",
      {
        ...instanceTemplate({
          machine_type: "n1-standard-4",
          disk: [
            { boot: true, disk_type: "pd-ssd", disk_size_gb: 100 },
            { type: "SCRATCH", disk_type: "local-ssd", disk_size_gb: 375 },
            { type: "SCRATCH", disk_type: "local-ssd", disk_size_gb: 375 },
          ],
          guest_accelerator: [{ type: "nvidia-tesla-t4", count: 1 }],
          network_interface: [{ access_config: [{}] }],
        }),
        ...manager({ target_size: 2 }),
      },
      {
        "machines n1-standard-4": "277.40",
        // 2 × 100 × 0.17
        "machine disks pd.ssd": "34.00",
        "local SSDs": "120.00",
        "GPUs t4": "511.00",
        "public IPv4 address": "7.30",
      },
    ],
    // 730 × 0.706832255 = 515.98754615: the L4 is in the price; 100 × 0.10; 375 × 0.08
    [
      "a G2 machine with a local SSD: its GPU once",
      {
        google_compute_instance: {
          i: {
            zone: "us-central1-a",
            machine_type: "g2-standard-4",
            boot_disk: { initialize_params: { type: "pd-balanced", size: 100 } },
            guest_accelerator: [{ type: "nvidia-l4", count: 1 }],
            scratch_disk: [{ interface: "NVME" }],
          },
        },
      },
      { "instance g2-standard-4": "515.99", "boot disk pd.balanced": "10.00", "local SSDs": "30.00" },
    ],
    // 730 × 0.4854077808 = 354.347679984: the local SSDs are in the price of this type
    [
      "a machine that includes its local SSDs",
      {
        google_compute_instance: {
          i: {
            zone: "us-central1-a",
            machine_type: "c3-standard-8-lssd",
            boot_disk: { initialize_params: { type: "pd-balanced", size: 10 } },
            scratch_disk: [{ interface: "NVME" }, { interface: "NVME" }],
          },
        },
      },
      { "instance c3-standard-8-lssd": "354.35", "boot disk pd.balanced": "1.00" },
    ],
    // 2 × 730 × 0.09212 = 134.4952; 2 × 100 × 0.10; 2 × 2 × 375 × 0.0428 = 64.20
    [
      "spot nodes with local SSDs at their spot price",
      {
        google_container_node_pool: {
          p: {
            autoscaling: { total_min_node_count: 2, total_max_node_count: 2 },
            node_config: {
              machine_type: "n2-standard-4",
              spot: true,
              ephemeral_storage_local_ssd_config: { local_ssd_count: 2 },
            },
          },
        },
      },
      { "spot nodes n2-standard-4": "134.50", "node disks pd.balanced": "20.00", "local SSDs": "64.20" },
    ],
  ])("%s", (_, resource, expected) => expect(bill(estimate({ resource }).lines)).toEqual(expected));
});

test("a managed group costs between the limits of its autoscaler", () => {
  const autoscaler = {
    google_compute_autoscaler: {
      a: {
        target: "${google_compute_instance_group_manager.m.id}",
        autoscaling_policy: { min_replicas: 1, max_replicas: 3 },
      },
    },
  };
  const resource = { ...instanceTemplate({}), ...manager({}), ...autoscaler };
  const { low, monthly, high } = estimate({ resource }, { poolUtilisation: 0.5 });
  // One: 730 × 0.194236 = 141.79228, and 50 × 0.10: 146.79228; two of them, and three
  expect([low, monthly, high].map(String)).toEqual(["146.79228", "293.58456", "440.37684"]);
});
