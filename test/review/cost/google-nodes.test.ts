import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
describe("node pools", () => {
  const pool = (config: object, body: object = {}) => ({
    google_container_node_pool: {
      p: {
        autoscaling: { total_min_node_count: 3, total_max_node_count: 3 },
        node_config: { disk_size_gb: 100, disk_type: "pd-balanced", ...config },
        ...body,
      },
    },
  });

  test("three nodes and their disks", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "n2-standard-4" }) });
    // 3 × 730 × 0.194236 = 425.37684; 3 × 100 × 0.10
    expect(bill(lines)).toEqual({ "nodes n2-standard-4": "425.38", "node disks pd.balanced": "30.00" });
  });

  test("zonal limits count once per zone", () => {
    const zones = { autoscaling: { min_node_count: 1, max_node_count: 2 }, node_locations: ["a", "b", "c"] };
    const { low, high } = estimate({ resource: pool({ machine_type: "e2-standard-2" }, zones) });
    // One node: 730 × 0.06701142 + 100 × 0.10 = 48.9183366 + 10 = 58.9183366; three of them, and six
    expect(low.toString()).toBe("176.7550098");
    expect(high.toString()).toBe("353.5100196");
  });

  test("a zonal cluster has its own zone in addition to those that it lists", () => {
    const body = {
      autoscaling: undefined,
      node_count: 1,
      cluster: "${google_container_cluster.c.id}",
    };
    const cluster = (location: string, node_locations?: string[]) => ({
      google_container_cluster: { c: { location, node_locations, remove_default_node_pool: true } },
    });
    const nodes = (where: object) =>
      bill(estimate({ resource: { ...pool({ machine_type: "e2-standard-2" }, body), ...where } }).lines)[
        "nodes e2-standard-2"
      ];
    // 730 × 0.06701142 = 48.9183366 for each zone
    expect(nodes(cluster("us-central1-a"))).toBe("48.92");
    expect(nodes(cluster("us-central1-a", ["us-central1-b"]))).toBe("97.84");
    expect(nodes(cluster("us-central1", ["us-central1-a", "us-central1-b", "us-central1-c"]))).toBe("146.76");
  });

  test("preemptible nodes cost the same as spot nodes", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "e2-standard-4", preemptible: true }) });
    expect(bill(lines)["spot nodes e2-standard-4"]).toBe("176.13");
  });

  test("without a type and a disk a node is an e2-medium with 100 GB", () => {
    const { lines } = estimate({
      resource: {
        google_container_node_pool: { p: { autoscaling: { total_min_node_count: 1, total_max_node_count: 1 } } },
      },
    });
    // 730 × 0.03350571 = 24.4591683; 100 × 0.10
    expect(bill(lines)).toEqual({ "nodes e2-medium": "24.46", "node disks pd.balanced": "10.00" });
  });

  test("spot nodes have their own price", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "e2-standard-4", spot: true }) });
    // 3 × 730 × 0.080424 = 176.12856
    expect(bill(lines)["spot nodes e2-standard-4"]).toBe("176.13");
  });

  test("a spot type without a price is unpriced, not billed at the on-demand price", () => {
    const { lines } = estimate({ resource: pool({ machine_type: "m2-ultramem-416", spot: true }) });
    expect(bill(lines)["spot nodes m2-ultramem-416"]).toBe("unpriced");
  });

  test.each(["g2-standard-4", "a2-highgpu-1g"])(
    "the GPU of %s is in the price of the machine and not counted twice",
    (machine_type) => {
      const accelerator = { guest_accelerator: [{ type: "nvidia-l4", count: 1 }] };
      const { lines } = estimate({ resource: pool({ machine_type, ...accelerator }) });
      expect(Object.keys(bill(lines))).toEqual([`nodes ${machine_type}`, "node disks pd.balanced"]);
    },
  );

  test("GPUs attached to an N1 machine are billed per node", () => {
    const accelerator = { guest_accelerator: [{ type: "nvidia-tesla-t4", count: 2 }] };
    const { lines } = estimate({ resource: pool({ machine_type: "n1-standard-4", ...accelerator }) });
    // 3 × 730 × 0.19 = 416.10; 3 × 2 × 730 × 0.35 = 1533.00
    expect(bill(lines)).toMatchObject({ "nodes n1-standard-4": "416.10", "GPUs t4": "1533.00" });
  });

  test("NAT is billed per machine up to 32 machines, and at a flat price beyond", () => {
    const nat = { google_compute_router_nat: { n: {} } };
    const few = estimate({ resource: { ...pool({ machine_type: "e2-standard-2" }), ...nat } }, { natGb: 100 });
    // 3 × 730 × 0.0014 = 3.066; 100 × 0.045
    expect(bill(few.lines)).toMatchObject({ "NAT machines": "3.07", "NAT data": "4.50" });
    const many = { autoscaling: { total_min_node_count: 200, total_max_node_count: 200 } };
    const { lines } = estimate({ resource: { ...pool({ machine_type: "e2-standard-2" }, many), ...nat } });
    // One price beyond 32 machines: 730 × 0.044 = 32.12
    expect(bill(lines)["NAT machines"]).toBe("32.12");
  });
});

test("NAT of a pool that scales past 32 machines costs between its limits", () => {
  const { lines } = estimate(
    {
      resource: {
        google_compute_router_nat: { n: { nat_ip_allocate_option: "AUTO_ONLY" } },
        google_container_node_pool: {
          p: {
            autoscaling: { total_min_node_count: 10, total_max_node_count: 60 },
            node_config: { machine_type: "e2-standard-2" },
          },
        },
      },
    },
    { poolUtilisation: 0.2 },
  );
  // 10 + (60 - 10) × 0.2 = 20 machines: 20 × 730 × 0.0014 = 20.44; 10: 10.22; 60: 730 × 0.044 = 32.12; 730 × 0.005 = 3.65
  const machines = lines.find(({ item }) => item === "NAT machines");
  if (machines?.kind !== "priced") throw new Error("NAT is priced");
  expect([machines.range?.low, machines.monthly, machines.range?.high].map(String)).toEqual([
    "10.22",
    "20.44",
    "32.12",
  ]);
  expect(bill(lines)["NAT address"]).toBe("3.65");
});
