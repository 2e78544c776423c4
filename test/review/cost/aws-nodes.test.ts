import { bill, estimate } from "./estimate";

/** Hours in a month: 730. Every amount is calculated by hand in its comment. */
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

  test("a scaling pool costs between its limits, with the expected cost from the utilisation", () => {
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

  test("a GPU pool at zero costs nothing, and at most the price of its nodes", () => {
    const gpu = { scaling_config: { min_size: 0, max_size: 2 }, instance_types: ["g6.xlarge"] };
    const { monthly, high } = estimate({ resource: { ...template(), ...group(gpu) } });
    expect(monthly.toString()).toBe("0");
    // 2 × 730 × 0.8048 = 1175.008; 2 × 100 × 0.08 = 16: the GPU is in the price of the instance
    expect(high.toString()).toBe("1191.008");
  });

  test("the type may be set in the launch template", () => {
    const { lines } = estimate({ resource: { ...template({ instance_type: "t3.medium" }), ...group({}) } });
    // 3 × 730 × 0.0416 = 91.104
    expect(bill(lines)["nodes t3.medium"]).toBe("91.10");
  });

  test("gp3 beyond its base speed is billed per disk", () => {
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
  ])("spot %s is detected and costs the spot price: at most the on-demand price", (_, templateBody, groupBody) => {
    const { lines, high } = estimate({ resource: { ...template(templateBody), ...group(groupBody) } });
    // 3 × 730 × 0.031248 = 68.43312
    expect(bill(lines)).toEqual({ "spot nodes m7i.large": "68.43", "node disks gp3": "24.00" });
    // 3 × 730 × 0.1008 = 220.752, and the disks
    expect(high.toString()).toBe("244.752");
    expect(lines[0]).toMatchObject({ confidence: "low" });
  });

  test("a type without a price is unpriced, and the other types don't replace it", () => {
    const types = { instance_types: ["x9.mega", "m7i.xlarge", "m6i.xlarge"] };
    const { lines } = estimate({ resource: { ...template(), ...group(types) } });
    expect(bill(lines)).toEqual({ "nodes x9.mega": "unpriced", "node disks gp3": "24.00" });
  });

  test("spot nodes of several types cost at most the on-demand price of the most expensive", () => {
    const types = { capacity_type: "SPOT", instance_types: ["m7i.xlarge", "m7a.xlarge"] };
    const [nodes] = estimate({ resource: { ...template(), ...group(types) } }).lines;
    if (nodes?.kind !== "priced") throw new Error("the nodes are priced");
    // 3 × 730 × 0.078624, and 3 × 730 × 0.23184
    expect(nodes.monthly.toString()).toBe("172.18656");
    expect(nodes.range?.high.toString()).toBe("507.7296");
  });

  test("a group without a type uses t3.medium", () => {
    const resource = { aws_eks_node_group: { g: { scaling_config: { min_size: 1, max_size: 1 } } } };
    // 730 × 0.0416 = 30.368
    expect(bill(estimate({ resource }).lines)["nodes t3.medium"]).toBe("30.37");
  });

  test("several types: the first is expected, the cheapest and the most expensive are the range", () => {
    const types = { instance_types: ["m7i.xlarge", "m6i.xlarge", "m7a.xlarge"] };
    const [nodes] = estimate({ resource: { ...template(), ...group(types) } }).lines;
    if (nodes?.kind !== "priced") throw new Error("the nodes are priced");
    // 3 × 730 = 2190 h at 0.2016, 0.192 and 0.23184
    expect(nodes.monthly.toString()).toBe("441.504");
    expect(nodes.range?.low.toString()).toBe("420.48");
    expect(nodes.range?.high.toString()).toBe("507.7296");
  });
});
