import { estimateCost, ResourceGraph, type UsageAssumptions } from "../../../src/review";
import { bill as billOf, NO_USAGE } from "./estimate";

/** A stack on one cloud: charts have no region. */
const billIn =
  (provider: object) =>
  (resource: object, usage: Partial<UsageAssumptions> = {}) => {
    const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
    return billOf(estimateCost(graph, { ...NO_USAGE, ...usage }, "2026-11-01").lines);
  };

const PROMETHEUS = {
  prometheus: {
    prometheusSpec: {
      replicas: 2,
      storageSpec: {
        volumeClaimTemplate: {
          spec: { storageClassName: "fast", resources: { requests: { storage: "100Gi" } } },
        },
      },
    },
  },
};

const release = (values: object) => ({ helm_release: { a: { values: [JSON.stringify(values)] } } });

const storageClass = (parameters: object) => ({
  kubernetes_storage_class_v1: { fast: { metadata: [{ name: "fast" }], parameters } },
});

/** Cloud resources of charts, from their values. */
describe("a chart on AWS", () => {
  const bill = billIn({ aws: [{ region: "us-east-1" }] });

  // 2 × 100 × 0.08
  test("that claims a volume for each replica", () => {
    expect(bill({ ...release(PROMETHEUS), ...storageClass({ type: "gp3" }) })).toEqual({
      "persistent volumes gp3": "16.00",
    });
  });

  // 2 × 100 × 0.08 = 16; 2 × (4000 − 3000) × 0.005 = 10; 2 × (250 − 125) × 0.04 = 10
  test("whose volumes exceed the base speed of gp3", () => {
    const fast = storageClass({ type: "gp3", iops: "4000", throughput: "250" });
    expect(bill({ ...release(PROMETHEUS), ...fast })).toEqual({
      "persistent volumes gp3": "16.00",
      "persistent volume IOPS": "10.00",
      "persistent volume throughput": "10.00",
    });
  });

  // 730 × 0.0225 = 16.425; 100 GB are 100 / 730 units for the month: 100 / 730 × 4.38
  test("that opens an internal network load balancer", () => {
    const values = { service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-type": "external" } } };
    expect(bill(release(values), { loadBalancerGb: 100 })).toEqual({
      "network load balancer": "16.43",
      "load balancer data": "0.60",
    });
  });
});

describe("a chart on Google Cloud", () => {
  const bill = billIn({ google: [{ region: "us-central1" }] });

  // 2 × 100 × 0.17
  test("that claims a volume of a built-in GKE class", () => {
    const values = JSON.parse(JSON.stringify(PROMETHEUS).replace('"fast"', '"premium-rwo"'));
    expect(bill(release(values))).toEqual({ "persistent volumes pd-ssd": "34.00" });
  });

  // 730 × 0.025; 100 × 0.008
  test("that opens an internal load balancer", () => {
    const values = { service: { annotations: { "networking.gke.io/load-balancer-type": "Internal" } } };
    expect(bill(release(values), { loadBalancerGb: 100 })).toEqual({
      "load balancer": "18.25",
      "load balancer data": "0.80",
    });
  });
});
