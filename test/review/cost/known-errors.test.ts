import { findPrice, priceBook } from "../../../src/review/cost/price-book/price-book";
import { bill, estimate } from "./estimate";

/** Known errors of other estimators, each tested in its variants. */
const priced = (resource: object, today?: string) => {
  const { lines } = estimate({ resource }, {}, today);
  return lines.flatMap((line) => (line.kind === "priced" ? [line] : []));
};

describe("the GPU of a machine whose price includes it", () => {
  const machine = (machine_type: string, type: string) => ({
    google_compute_instance: {
      i: {
        zone: "us-central1-a",
        machine_type,
        boot_disk: { source: "disk" },
        guest_accelerator: [{ type, count: 1 }],
      },
    },
  });

  test.each([
    ["g2-standard-4", "nvidia-l4"],
    ["a2-highgpu-1g", "nvidia-tesla-a100"],
    ["a2-ultragpu-1g", "nvidia-a100-80gb"],
  ])("%s is billed once, at its list price", (type, gpu) => {
    const lines = priced(machine(type, gpu));
    const book = priceBook("google", "us-central1");
    expect(lines.map(({ item }) => item)).toEqual([`instance ${type}`]);
    expect(lines[0]?.unitPrice).toEqual(book && findPrice(book, "compute.on-demand", type)?.usd);
  });

  test.each(["g2-standard-4", "a2-highgpu-1g", "n1-standard-4", "n2-standard-4"])(
    "%s runs all month at its list price: no discount without a commitment",
    (type) => {
      const [line] = priced(machine(type, "nvidia-l4"));
      expect(line?.quantity.toString()).toBe("730");
      expect(line?.monthly.eq(line.unitPrice.times(730))).toBe(true);
    },
  );
});

describe("extended support", () => {
  test.each([
    ["on the last day of standard support", "2026-07-29", "73.00"],
    ["from the day after it", "2026-07-30", "438.00"],
  ])("of a cluster costs six times as much %s", (_, today, cost) => {
    const [line] = priced({ aws_eks_cluster: { c: { version: "1.33" } } }, today);
    expect(line?.monthly.toFixed(2)).toBe(cost);
  });

  test.each([
    // 1.34 leaves standard support on 2026-10-01: 730 × 0.10, and 730 × 0.50 on top
    ["on the last day of standard support", "2026-10-01", "73"],
    ["from the day after it", "2026-10-02", "438"],
  ])("of a GKE cluster in the extended channel is billed on top %s", (_, today, cost) => {
    const cluster = {
      min_master_version: "1.34",
      release_channel: { channel: "EXTENDED" },
      remove_default_node_pool: true,
    };
    const { monthly } = estimate({ resource: { google_container_cluster: { c: cluster } } }, {}, today);
    expect(monthly.toString()).toBe(cost);
  });

  test.each<[string, object, string]>([
    ["in the third year", { engine_version: "11" }, "third year"],
    ["of two zones", { engine_version: "13", multi_az: true }, "two zones"],
    ["of a class with an unknown number of vCPUs", { engine_version: "13", instance_class: "db.x9.metal" }, "vCPUs"],
  ])("of a database %s is unpriced, and not left out", (_, body, reason) => {
    const database = { engine: "postgres", instance_class: "db.m5.large", allocated_storage: 20, ...body };
    const { lines } = estimate({ resource: { aws_db_instance: { a: database } } });
    expect(lines).toContainEqual(
      expect.objectContaining({ item: "database extended support", reason: expect.stringContaining(reason) }),
    );
  });
});

describe("spot in a launch template", () => {
  const template = {
    aws_launch_template: {
      t: {
        instance_type: "m7i.large",
        instance_market_options: { market_type: "spot" },
        block_device_mappings: [{ ebs: { volume_size: 10 } }],
      },
    },
  };
  const named = { launch_template: { id: "${aws_launch_template.t.id}" } };

  test.each<[string, object]>([
    ["aws_eks_node_group", { ...named, scaling_config: { min_size: 1, max_size: 1 } }],
    ["aws_autoscaling_group", { ...named, min_size: 1, max_size: 1 }],
    ["aws_instance", named],
  ])("is seen by %s", (type, body) => {
    const [line] = priced({ ...template, [type]: { a: body } });
    // 730 × 0.031248
    expect(line?.monthly.toString()).toBe("22.81104");
    expect(line?.item).toMatch(/^spot .* m7i\.large$/);
  });
});

test("all of several types are considered, not only the first", () => {
  const scaling_config = { min_size: 1, max_size: 1 };
  const group = (...instance_types: string[]) =>
    estimate({ resource: { aws_eks_node_group: { g: { instance_types, scaling_config } } } });
  const [one, many] = [group("m7i.large"), group("m7i.large", "t3.medium", "x9.mega")];
  // 730 × 0.0416 for the cheaper type, 730 × 0.1008 for the first; both with 20 × 0.10 of disk
  expect([many.low, many.monthly, many.high].map(String)).toEqual(["32.368", "75.584", "75.584"]);
  expect(many.monthly).toEqual(one.monthly);
  expect(bill(many.lines)["nodes x9.mega"]).toBe("unpriced");
});

test("node counts of GKE are per zone", () => {
  const pool = { node_count: 2, node_locations: ["a", "b", "c"], node_config: { machine_type: "e2-standard-2" } };
  const [line] = priced({ google_container_node_pool: { p: pool } });
  // 2 × 3 × 730
  expect(line?.quantity.toString()).toBe("4380");
});

test("two zones cost the list price, which need not be twice as much", () => {
  const database = (multi_az: boolean) =>
    priced({
      aws_db_instance: { a: { engine: "postgres", instance_class: "db.r6g.xlarge", allocated_storage: 20, multi_az } },
    })[0]?.monthly.toString();
  // 730 × 0.45, and 730 × 0.899
  expect([database(false), database(true)]).toEqual(["328.5", "656.27"]);
});

describe("a missing price is never 0", () => {
  test.each<[string, object]>([
    ["an instance type", { aws_instance: { a: { instance_type: "x9.mega" } } }],
    ["a machine type", { google_compute_instance: { a: { zone: "us-central1-a", machine_type: "x9-mega" } } }],
    ["a class", { aws_db_instance: { a: { engine: "postgres", instance_class: "db.x9.mega" } } }],
    ["a node type", { aws_elasticache_cluster: { a: { engine: "redis", node_type: "cache.x9.mega" } } }],
    ["a kind of file system", { aws_fsx_lustre_file_system: { a: { storage_capacity: 1200 } } }],
    ["a notebook", { aws_sagemaker_notebook_instance: { a: { instance_type: "ml.t3.medium" } } }],
    ["a tier", { google_filestore_instance: { a: { tier: "ENTERPRISE", file_shares: { capacity_gb: 1024 } } } }],
    ["a storage class", { google_storage_bucket: { a: { name: "x-datasets", storage_class: "RAPID" } } }],
  ])("%s that the book doesn't have is unpriced", (_, resource) => {
    const { lines, monthly } = estimate({ resource }, { bucketStorageGb: { datasets: 1 } });
    expect(lines.some((line) => line.kind === "unpriced" && /no price for/.test(line.reason))).toBe(true);
    expect(lines.some((line) => line.kind === "priced" && line.charge === "fixed" && line.monthly.isZero())).toBe(
      false,
    );
    expect(monthly.toString()).toBe("0");
  });

  test.each([
    ["aws", "af-south-1", { aws_nat_gateway: { a: {} } }],
    ["google", "africa-south1", { google_compute_address: { a: {} } }],
  ])("a region of %s without a book is unpriced", (_, region, resource) => {
    const { lines } = estimate({ resource, region });
    expect(lines.every((line) => line.kind === "unpriced" && line.reason.includes(region))).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });
});

test("negative usage is unpriced, and doesn't reduce the bill", () => {
  const { lines, monthly } = estimate({ resource: { aws_nat_gateway: { a: {} } } }, { natGb: -100 });
  expect(lines).toContainEqual(
    expect.objectContaining({ kind: "unpriced", item: "NAT data", reason: "its quantity is negative: -100" }),
  );
  expect(monthly.toString()).toBe("32.85");
});
