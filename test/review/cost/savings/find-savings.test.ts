import { estimateCost, findSavings, ResourceGraph } from "../../../../src/review";
import { NO_USAGE } from "../estimate";

const TODAY = "2026-11-01";

/** Possible savings: id → USD/month with two decimals. */
function savings(resource: object, tier: "dev" | "staging" | "prod" = "dev", usage: Partial<typeof NO_USAGE> = {}) {
  const provider = { aws: [{ region: "us-east-1" }], google: [{ region: "us-central1" }] };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource } }]);
  const assumed = { ...NO_USAGE, ...usage };
  const found = findSavings(graph, estimateCost(graph, assumed, TODAY), { usage: assumed, today: TODAY, tier });
  return Object.fromEntries(found.map(({ id, monthly }) => [id, monthly.toFixed(2)]));
}

const nodeGroup = (changes: object = {}) => ({
  aws_eks_node_group: {
    a: { instance_types: ["m7i.large"], scaling_config: [{ min_size: 2, max_size: 2 }], disk_size: 20, ...changes },
  },
});

describe("savings come from an estimate of the change", () => {
  // 2 × 730 × (0.1008 − 0.0816) = 28.032
  test("Graviton for nodes", () => {
    expect(savings(nodeGroup(), "prod")).toEqual({ "arm-machines": "28.03" });
  });

  // On: 2 × 730 × 0.1008 = 147.168 and 2 × 20 × 0.10 = 4; off for 113 of 168 hours: 151.168 × 113 / 168
  test("nights and weekends without nodes, in dev only", () => {
    expect(savings(nodeGroup())["nights-off"]).toBe("101.68");
    expect(savings(nodeGroup(), "staging")["nights-off"]).toBeUndefined();
  });

  test("nights and weekends without nodes include Karpenter's", () => {
    const spec = { nodeClassRef: { kind: "EC2NodeClass", name: "general" }, requirements: [] };
    const pool = {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: "general" },
      spec: { template: { spec }, limits: { cpu: "8" } },
    };
    const saved = (resource: object) => Number(savings(resource, "dev", { poolUtilisation: 0.5 })["nights-off"]);
    const alone = saved({ kubernetes_manifest: { pool: { manifest: pool } } });
    expect(alone).toBeGreaterThan(50);
    expect(saved({ ...nodeGroup(), kubernetes_manifest: { pool: { manifest: pool } } })).toBeCloseTo(alone + 101.68, 1);
  });

  test("spot where interruptions are acceptable, and not where it is already used", () => {
    expect(savings(nodeGroup())).toHaveProperty("spot-nodes");
    expect(savings(nodeGroup(), "prod")).not.toHaveProperty("spot-nodes");
    expect(savings(nodeGroup({ capacity_type: "SPOT" }))).not.toHaveProperty("spot-nodes");
  });

  // Two gateways and their addresses are removed: 2 × 730 × (0.045 + 0.005)
  test("one NAT gateway instead of three, without the addresses of the others", () => {
    const three = (body: (index: number) => object) =>
      Object.fromEntries([0, 1, 2].map((index) => [`n${index}`, body(index)]));
    expect(
      savings({
        aws_eip: three(() => ({ domain: "vpc" })),
        aws_nat_gateway: three((index) => ({ allocation_id: `\${aws_eip.n${index}.id}` })),
      }),
    ).toEqual({ "one-nat-gateway": "73.00" });
    expect(savings({ aws_nat_gateway: { only: {} } })).toEqual({});
  });

  // 730 × (0.129 − 0.065) = 46.72 for half the size; 730 × (0.258 − 0.129) = 94.17 and 20 × (0.23 − 0.115) = 2.30
  test("half a database, and one without a standby", () => {
    const database = {
      aws_db_instance: {
        a: { engine: "postgres", instance_class: "db.t4g.large", allocated_storage: 20, storage_type: "gp3" },
      },
    };
    expect(savings(database)).toEqual({ "smaller-database": "46.72" });
    const [body] = Object.values(database.aws_db_instance);
    expect(savings({ aws_db_instance: { a: { ...body, multi_az: true } } })["without-standby"]).toBe("96.47");
  });

  // 100 × (0.10 − 0.08)
  test("current volumes", () => {
    expect(savings({ aws_ebs_volume: { a: { size: 100, type: "gp2" } } })).toEqual({ "current-volumes": "2.00" });
  });

  // Half of 1,000 GB: 500 × (0.023 − 0.0125)
  test("a cheaper class for old objects, unless one is set", () => {
    const bucket = { aws_s3_bucket: { a: { bucket: "acme-data" } } };
    const usage = { bucketStorageGb: { data: 1000 }, coldStorageShare: 0.5 };
    expect(savings(bucket, "prod", usage)).toEqual({ "cold-storage": "5.25" });
    const lifecycle = {
      aws_s3_bucket_lifecycle_configuration: {
        a: {
          bucket: "${aws_s3_bucket.a.id}",
          rule: [{ status: "Enabled", transition: [{ days: 30, storage_class: "STANDARD_IA" }] }],
        },
      },
    };
    expect(savings({ ...bucket, ...lifecycle }, "prod", usage)).toEqual({});
  });

  // n2-standard-4 0.194236, t2d-standard-4 0.168988: 730 × 0.025248 a node
  test("Tau machines on Google Cloud", () => {
    const pool = {
      google_container_node_pool: {
        a: { location: "us-central1-a", node_count: 1, node_config: { machine_type: "n2-standard-4" } },
      },
      google_container_cluster: { c: {} },
    };
    expect(savings(pool, "prod")).toHaveProperty("tau-machines");
  });
});

test("a change to an unpriced resource is not a saving", () => {
  const nowhere = {
    aws_db_instance: { a: { engine: "postgres", instance_class: "db.t4g.micro", allocated_storage: 20 } },
  };
  expect(savings(nowhere)["smaller-database"]).toBeUndefined();
});

test("the largest saving comes first, and each has a caution", () => {
  const provider = { aws: [{ region: "us-east-1" }] };
  const graph = ResourceGraph.fromTerraform([{ name: "stack", json: { provider, resource: nodeGroup() } }]);
  const found = findSavings(graph, estimateCost(graph, NO_USAGE, TODAY), {
    usage: NO_USAGE,
    today: TODAY,
    tier: "dev",
  });
  expect(found.length).toBeGreaterThan(2);
  const amounts = found.map(({ monthly }) => monthly.toNumber());
  expect(amounts).toEqual([...amounts].sort((left, right) => right - left));
  for (const { caution } of found) expect(caution).toMatch(/\.$/);
});
