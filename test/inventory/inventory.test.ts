import { PROFILE_NAMES } from "../../src/catalogue/profiles";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Environment, Platform } from "../../src/environment/environment";
import { type Inventory, inventory } from "../../src/inventory/inventory";
import { terminalInventory } from "../../src/inventory/terminal";
import { type Cloud, shipped, shippedOnKubernetes } from "../stacks/shipped";

function inventoryOf(environment: Environment): Inventory {
  return inventory(environment, synthesizeEnvironment(environment).components);
}

function withEndpoint(environment: Environment, resources: { cpu: number; memoryGiB: number; gpus: number }) {
  if (!environment.models) throw new Error("a shipped environment has models");
  const endpoints = environment.models.endpoints.map((endpoint) => ({ ...endpoint, resources }));
  return { ...environment, models: { ...environment.models, endpoints } };
}

const SHIPPED = (["aws", "google"] as const).flatMap((cloud: Cloud) =>
  ["dev", "staging", "prod"].map((name) => [cloud, name] as const),
);

test.each(SHIPPED)("every pod of %s, %s fits on a node", (cloud, name) => {
  const { fits, unplaceable } = inventoryOf(shipped(cloud, name));
  expect(unplaceable).toEqual([]);
  expect(fits).not.toBe("never");
});

test("pods that run on every node and the cloud's own pods are counted", () => {
  const { requests, capacity, rows } = inventoryOf(shipped("aws", "dev"));
  const components = rows.reduce((sum, row) => sum + row.requests.memoryMiB, 0);
  // Two CoreDNS pods with 70 MiB and two controllers of the CSI driver with 240 MiB.
  expect(requests.memoryMiB - components).toBe(620);
  // Two m7i-flex.large with 1930m allocatable each, minus 200m for the four pods that run on every node.
  expect(capacity.least.cpuMillis).toBe(2 * (1930 - 200));
});

describe("without Karpenter on AWS", () => {
  const environment = shipped("aws", "dev");
  if (!environment.platform) throw new Error("a shipped environment has a platform");
  const { fits, capacity, unplaceable } = inventoryOf({
    ...environment,
    platform: { ...environment.platform, components: { karpenter: false } },
  });

  test("pools keep their minimum size, and pods that don't fit there never fit", () => {
    expect(capacity.most).toEqual(capacity.least);
    expect(fits).toBe("never");
  });

  test("GPU jobs fit on no node, and the reason is reported", () => {
    expect(unplaceable).toEqual([
      { pod: "fraud: jobs with a GPU", reason: "the pool gpu has no nodes and cannot get any" },
    ]);
  });
});

describe("GPUs on AWS", () => {
  const withPlatform = (changes: Partial<Platform>) => {
    const { models, ...environment } = shipped("aws", "dev");
    if (!environment.platform) throw new Error("a shipped environment has a platform");
    return inventoryOf({ ...environment, platform: { ...environment.platform, ...changes } });
  };

  test("cannot be used without the device plugin, and the reason is reported", () => {
    const { fits, unplaceable } = withPlatform({ components: { "nvidia-device-plugin": false } });
    expect(fits).toBe("never");
    expect(unplaceable).toEqual([
      {
        pod: "fraud: jobs with a GPU",
        reason: "pods cannot use the GPUs of the pool gpu without the component nvidia-device-plugin",
      },
    ]);
  });

  test.each(PROFILE_NAMES)("can be used in the profile %s", (profile) => {
    const { unplaceable } = withPlatform({ profile, ...(profile === "lite" && { servingMode: "standard" }) });
    expect(unplaceable).toEqual([]);
  });
});

describe("an endpoint that is too large", () => {
  test("never fits if pools have a single machine type", () => {
    const { fits, unplaceable } = inventoryOf(
      withEndpoint(shipped("google", "dev"), { cpu: 4, memoryGiB: 4, gpus: 0 }),
    );
    expect(fits).toBe("never");
    expect(unplaceable).toMatchObject([{ pod: "fraud/fraud-detection" }]);
    expect(unplaceable[0]?.reason).toMatch(/^it requests 4\.00 processors, 4\.0 GiB; the largest node has 1\./);
  });

  test("gets a larger node from Karpenter, up to the limit of its pool", () => {
    const at = (cpu: number) =>
      inventoryOf(withEndpoint(shipped("aws", "prod"), { cpu, memoryGiB: 8, gpus: 0 })).unplaceable.length;
    expect([at(16), at(64)]).toEqual([0, 1]);
  });

  test("never fits with more GPUs than any machine has", () => {
    const { unplaceable } = inventoryOf(withEndpoint(shipped("aws", "prod"), { cpu: 1, memoryGiB: 4, gpus: 2 }));
    expect(unplaceable[0]?.reason).toMatch(/2 GPUs; the largest node has .*, 1 GPUs available$/);
  });
});

test("quotas are for the maximum size of the pools", () => {
  const needed = (cloud: Cloud) =>
    Object.fromEntries(inventoryOf(shipped(cloud, "prod")).quotas.map(({ name, needed: count }) => [name, count]));
  // System 3 × 2 and general 3 × 4; Karpenter adds 3 × 2 and 9 × 4, and 12 × 4 as fallback for spot.
  expect(needed("aws")).toEqual({
    "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances (L-1216C47A)": 6 + 12 + 6 + 36 + 48,
    "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests (L-34B43A08)": 48,
    "Running On-Demand G and VT instances (L-DB2E81BA)": 16,
    "EC2-VPC Elastic IPs (L-0263D0A3)": 3,
  });
  expect(needed("google")).toMatchObject({
    N2_CPUS: 6 * 2 + 12 * 4,
    NVIDIA_L4_GPUS: 4,
    // N2 as above, spot 12 × 4, and four nodes with 4 for each GPU.
    CPUS_ALL_REGIONS: 6 * 2 + 12 * 4 + 12 * 4 + 4 * 4,
    GPUS_ALL_REGIONS: 4,
    STATIC_ADDRESSES: 3,
    // Boot disks 6 × 50, 12 × 100, 12 × 100 and 4 × 200; Prometheus 2 × 100, Alertmanager 3 × 5, Grafana 10.
    SSD_TOTAL_GB: 300 + 1200 + 1200 + 800 + 225,
  });
});

test("the table shows whether everything fits, and the required quotas", () => {
  const text = terminalInventory([inventoryOf(shipped("google", "dev"))]);
  expect(text).toContain("Fits: only after scaling up");
  expect(text).toContain("GPUS_ALL_REGIONS: 1 GPU");
});

test("an existing cluster has no quotas of a cloud, and the report no heading for them", () => {
  expect(terminalInventory([inventoryOf(shippedOnKubernetes())])).not.toContain("quotas");
});

test("the report ends with the entries of the secret store that their owners set", () => {
  const secrets = [
    { name: "oidc-client", purpose: "client secret", properties: ["value"] },
    { name: "object-store-mlflow", purpose: "key", properties: ["access-key-id", "secret-access-key"] },
  ];
  const environment = shipped("aws", "dev");
  const report = terminalInventory([inventory(environment, [], secrets)]);
  expect(report.trimEnd().split("\n").slice(-3)).toEqual([
    "Entries of the secret store that their owners set:",
    "  oidc-client: client secret; property value",
    "  object-store-mlflow: key; properties access-key-id, secret-access-key",
  ]);
  expect(terminalInventory([inventory(environment, [])])).not.toContain("Entries of the secret store");
});
