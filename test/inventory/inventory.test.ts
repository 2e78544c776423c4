import { Component } from "../../src/constructs/kubernetes/component";
import type { Environment } from "../../src/environment/environment";
import { synthesize } from "../../src/framework/synthesize";
import { type Inventory, inventory } from "../../src/inventory/inventory";
import { terminalInventory } from "../../src/inventory/terminal";
import { addStacks } from "../../src/stacks/clouds";
import { type Cloud, shipped } from "../stacks/shipped";

function inventoryOf(environment: Environment): Inventory {
  let built: Component[] = [];
  synthesize((app) => {
    addStacks(app, environment);
    built = app.node.findAll().filter((element) => element instanceof Component);
  });
  return inventory(environment, built);
}

function withEndpoint(environment: Environment, resources: { cpu: number; memoryGiB: number; gpus: number }) {
  if (!environment.models) throw new Error("a shipped environment has models");
  const endpoints = environment.models.endpoints.map((endpoint) => ({ ...endpoint, resources }));
  return { ...environment, models: { ...environment.models, endpoints } };
}

const SHIPPED = (["aws", "google"] as const).flatMap((cloud: Cloud) =>
  ["dev", "staging", "prod"].map((name) => [cloud, name] as const),
);

test.each(SHIPPED)("every pod of %s, %s finds a node", (cloud, name) => {
  const { fits, unplaceable } = inventoryOf(shipped(cloud, name));
  expect(unplaceable).toEqual([]);
  expect(fits).not.toBe("never");
});

test("what runs on each node, and the cloud's own parts, are counted", () => {
  const { requests, room, rows } = inventoryOf(shipped("aws", "dev"));
  const components = rows.reduce((sum, row) => sum + row.requests.memoryMiB, 0);
  // Two CoreDNS of 70 MiB and two controllers of the CSI driver of 240 MiB.
  expect(requests.memoryMiB - components).toBe(620);
  // Two m7i-flex.large leave 1930 thousandths each, of which 200 go to four pods that run on every node.
  expect(room.least.cpuMillis).toBe(2 * (1930 - 200));
});

describe("without Karpenter on AWS", () => {
  const environment = shipped("aws", "dev");
  if (!environment.platform) throw new Error("a shipped environment has a platform");
  const { fits, room, unplaceable } = inventoryOf({
    ...environment,
    platform: { ...environment.platform, components: { karpenter: false } },
  });

  test("pools keep their fewest nodes, and what doesn't fit there never does", () => {
    expect(room.most).toEqual(room.least);
    expect(fits).toBe("never");
  });

  test("jobs with a GPU find no node, and it is said why", () => {
    expect(unplaceable).toEqual([{ pod: "fraud: jobs with a GPU", reason: "nothing makes a node of the pool gpu" }]);
  });
});

describe("an endpoint that is too large", () => {
  test("never fits where pools have one machine type", () => {
    const { fits, unplaceable } = inventoryOf(
      withEndpoint(shipped("google", "dev"), { cpu: 4, memoryGiB: 4, gpus: 0 }),
    );
    expect(fits).toBe("never");
    expect(unplaceable).toMatchObject([{ pod: "fraud/fraud-detection" }]);
    expect(unplaceable[0]?.reason).toMatch(
      /^it requests 4\.00 processors, 4\.0 GiB; of its nodes the largest leaves 1\./,
    );
  });

  test("gets a larger node from Karpenter, up to the limit of its pool", () => {
    const at = (cpu: number) =>
      inventoryOf(withEndpoint(shipped("aws", "prod"), { cpu, memoryGiB: 8, gpus: 0 })).unplaceable.length;
    expect([at(16), at(64)]).toEqual([0, 1]);
  });

  test("with more GPUs than a machine has never fits", () => {
    const { unplaceable } = inventoryOf(withEndpoint(shipped("aws", "prod"), { cpu: 1, memoryGiB: 4, gpus: 2 }));
    expect(unplaceable[0]?.reason).toMatch(/2 GPUs; of its nodes the largest leaves .*, 1 GPUs$/);
  });
});

test("quotas are those of the pools at their largest", () => {
  const needed = (cloud: Cloud) =>
    Object.fromEntries(inventoryOf(shipped(cloud, "prod")).quotas.map(({ name, needed: count }) => [name, count]));
  // System 3 × 2 and general 3 × 4; Karpenter adds 3 × 2 and 9 × 4, and 12 × 4 in place of spot.
  expect(needed("aws")).toEqual({
    "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances (L-1216C47A)": 6 + 12 + 6 + 36 + 48,
    "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests (L-34B43A08)": 48,
    "Running On-Demand G and VT instances (L-DB2E81BA)": 16,
    "EC2-VPC Elastic IPs (L-0263D0A3)": 3,
  });
  expect(needed("google")).toMatchObject({
    N2_CPUS: 6 * 2 + 12 * 4,
    NVIDIA_L4_GPUS: 4,
    GPUS_ALL_REGIONS: 4,
    STATIC_ADDRESSES: 3,
    // Boot disks 6 × 50, 12 × 100, 12 × 100 and 4 × 200; Prometheus 2 × 100, Alertmanager 3 × 5, Grafana 10.
    SSD_TOTAL_GB: 300 + 1200 + 1200 + 800 + 225,
  });
});

test("the table says that it fits, and which quotas to ask for", () => {
  const text = terminalInventory([inventoryOf(shipped("google", "dev"))]);
  expect(text).toContain("Fits: only after scaling up");
  expect(text).toContain("GPUS_ALL_REGIONS: 1 GPU");
});
