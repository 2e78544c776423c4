import { estimateCost, ResourceGraph } from "../../../src/review";
import { bill, NO_USAGE } from "./estimate";

function estimate(provider: object, resource: object, usage: Partial<typeof NO_USAGE> = {}) {
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  return estimateCost(graph, { ...NO_USAGE, ...usage }, "2026-11-01");
}

const manifest = (kind: string, apiVersion: string, name: string, spec: object) => ({
  [name]: { manifest: { apiVersion, kind, metadata: { name: "x" }, spec } },
});

const nodePool = (spec: object, apiVersion = "karpenter.sh/v1") => ({
  kubernetes_manifest: {
    ...manifest("NodePool", apiVersion, "pool", spec),
    ...manifest("EC2NodeClass", "karpenter.k8s.aws/v1", "class", {
      blockDeviceMappings: [{ ebs: { volumeType: "gp3", volumeSize: "100Gi" } }],
    }),
  },
});

const requirement = (key: string, ...values: readonly string[]) => ({ key, operator: "In", values });
const AWS = { aws: [{ region: "us-east-1" }] };

describe("nodes that Karpenter creates", () => {
  const spec = (...requirements: readonly object[]) => ({
    limits: { cpu: "48" },
    template: { spec: { nodeClassRef: { name: "x" }, requirements } },
  });

  // At most 48 / 4 = 12 machines: 12 × 730 × 0.2016, and 12 × 100 GB-months × 0.08
  test("are a range up to the limit of their pool, with their disks", () => {
    const { lines, monthly, low, high } = estimate(AWS, nodePool(spec(requirement("kubernetes.io/arch", "amd64"))));
    expect(bill(lines)).toEqual({ "Karpenter nodes, as m7i.xlarge": "0.00", "Karpenter node disks gp3": "0.00" });
    expect([monthly, low, high].map((amount) => amount.toFixed(2))).toEqual(["0.00", "0.00", "1862.02"]);
  });

  // A quarter of 12 machines on Graviton: 3 × 730 × 0.1632
  test("are expected like those of other pools, with the architecture that the pool requires", () => {
    const arm = nodePool(spec(requirement("kubernetes.io/arch", "arm64")));
    expect(bill(estimate(AWS, arm, { poolUtilisation: 0.25 }).lines)).toEqual({
      "Karpenter nodes, as m7g.xlarge": "357.41",
      "Karpenter node disks gp3": "24.00",
    });
  });

  // 12 machines: at most the on-demand price, which a pool may fall back to.
  test("cost the spot price if they are spot, and at most the on-demand price", () => {
    const spot = nodePool(spec(requirement("karpenter.sh/capacity-type", "spot", "on-demand")));
    const { lines, high } = estimate(AWS, spot);
    expect(Object.keys(bill(lines))).toContain("spot Karpenter nodes, as m7i.xlarge");
    expect(high.toFixed(2)).toBe("1862.02");
  });

  // 8 / 4 = 2 machines with a GPU: 2 × 730 × 0.8048, and 2 × 100 × 0.08
  test("use the first type that the pool lists", () => {
    const gpus = {
      ...spec(requirement("node.kubernetes.io/instance-type", "g6.xlarge", "g5.xlarge")),
      limits: { cpu: "8", "nvidia.com/gpu": "2" },
    };
    expect(bill(estimate(AWS, nodePool(gpus), { poolUtilisation: 1 }).lines)).toEqual({
      "Karpenter nodes g6.xlarge": "1175.01",
      "Karpenter node disks gp3": "16.00",
    });
  });

  test("are listed as unpriced without a limit, and if they require GPUs", () => {
    const unlimited = nodePool({ template: { spec: { requirements: [] } } });
    const gpus = nodePool(spec(requirement("karpenter.k8s.aws/instance-category", "g", "p")));
    for (const resource of [unlimited, gpus])
      expect(bill(estimate(AWS, resource).lines)).toEqual({ "Karpenter nodes": "unpriced" });
  });

  test("have unpriced disks if their class is not in the code", () => {
    const { kubernetes_manifest } = nodePool(spec());
    const { pool } = kubernetes_manifest;
    expect(bill(estimate(AWS, { kubernetes_manifest: { pool } }).lines)).toMatchObject({
      "Karpenter node disks": "unpriced",
    });
  });

  test("don't come from other NodePool kinds", () => {
    expect(estimate(AWS, nodePool(spec(), "example.com/v1")).lines).toEqual([]);
  });
});

describe("nodes that GKE provisions", () => {
  const cluster = (autoscaling: object) => ({
    google_container_cluster: { a: { remove_default_node_pool: true, cluster_autoscaling: [autoscaling] } },
  });
  const GOOGLE = { google: [{ region: "us-central1" }] };

  // 60 / 4 = 15 machines: 15 × 730 × 0.13402284
  test("are a range up to the vCPU limit", () => {
    const limits = [
      { resource_type: "cpu", maximum: 60 },
      { resource_type: "memory", maximum: 240 },
    ];
    const { lines, high } = estimate(GOOGLE, cluster({ enabled: true, resource_limits: limits }));
    expect(bill(lines)).toEqual({ "GKE cluster": "73.00", "auto-provisioned nodes, as e2-standard-4": "0.00" });
    expect(high.minus(73).toFixed(0)).toBe("1468");
  });

  test("are listed as unpriced if the limit is unknown", () => {
    expect(bill(estimate(GOOGLE, cluster({ enabled: true })).lines)).toMatchObject({
      "auto-provisioned nodes": "unpriced",
    });
  });
});
