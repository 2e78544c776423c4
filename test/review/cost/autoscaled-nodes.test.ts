import { estimateCost, ResourceGraph } from "../../../src/review";
import { bill, NO_USAGE } from "./estimate";

function estimate(provider: object, resource: object, autoscaledUtilisation = 0) {
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  return estimateCost(graph, { ...NO_USAGE, autoscaledUtilisation }, "2026-11-01");
}

const nodePool = (spec: object, apiVersion = "karpenter.sh/v1") => ({
  kubernetes_manifest: { pool: { manifest: { apiVersion, kind: "NodePool", metadata: { name: "x" }, spec } } },
});

const requirement = (key: string, ...values: readonly string[]) => ({ key, operator: "In", values });
const AWS = { aws: [{ region: "us-east-1" }] };

describe("nodes that Karpenter makes", () => {
  const spec = (...requirements: readonly object[]) => ({
    limits: { cpu: "48" },
    template: { spec: { requirements } },
  });

  // None are expected; at most 48 / 4 = 12 machines: 12 × 730 × 0.2016
  test("are a range up to the limit of their pool", () => {
    const { lines, monthly, low, high } = estimate(AWS, nodePool(spec(requirement("kubernetes.io/arch", "amd64"))));
    expect(bill(lines)).toEqual({ "Karpenter nodes, as m7i.xlarge": "0.00" });
    expect([monthly, low, high].map((amount) => amount.toFixed(2))).toEqual(["0.00", "0.00", "1766.02"]);
  });

  // A quarter of 12 machines on Graviton: 3 × 730 × 0.1632
  test("are expected as much as the environment says, of the architecture that it asks for", () => {
    const arm = nodePool(spec(requirement("kubernetes.io/arch", "arm64")));
    expect(bill(estimate(AWS, arm, 0.25).lines)).toEqual({ "Karpenter nodes, as m7g.xlarge": "357.41" });
  });

  test("cost what spot costs where they are spot", () => {
    const { lines } = estimate(AWS, nodePool(spec(requirement("karpenter.sh/capacity-type", "spot"))), 1);
    expect(Object.keys(bill(lines))).toEqual(["Karpenter spot nodes, as m7i.xlarge"]);
  });

  test("are named where nothing limits them, and where only GPUs will do", () => {
    const unlimited = nodePool({ template: { spec: { requirements: [] } } });
    const gpus = nodePool(spec(requirement("karpenter.k8s.aws/instance-category", "g", "p")));
    for (const resource of [unlimited, gpus])
      expect(bill(estimate(AWS, resource).lines)).toEqual({ "Karpenter nodes": "unpriced" });
  });

  test("aren't meant by other people's NodePool", () => {
    expect(estimate(AWS, nodePool(spec(), "example.com/v1")).lines).toEqual([]);
  });
});

describe("nodes that GKE provisions", () => {
  const cluster = (autoscaling: object) => ({
    google_container_cluster: { a: { remove_default_node_pool: true, cluster_autoscaling: [autoscaling] } },
  });
  const GOOGLE = { google: [{ region: "us-central1" }] };

  // 60 / 4 = 15 machines: 15 × 730 × 0.13402284
  test("are a range up to the limit of processors", () => {
    const limits = [
      { resource_type: "cpu", maximum: 60 },
      { resource_type: "memory", maximum: 240 },
    ];
    const { lines, high } = estimate(GOOGLE, cluster({ enabled: true, resource_limits: limits }));
    expect(bill(lines)).toEqual({ "GKE cluster": "73.00", "auto-provisioned nodes, as e2-standard-4": "0.00" });
    expect(high.minus(73).toFixed(0)).toBe("1468");
  });

  test("are named where the limit isn't known", () => {
    expect(bill(estimate(GOOGLE, cluster({ enabled: true })).lines)).toMatchObject({
      "auto-provisioned nodes": "unpriced",
    });
  });
});
