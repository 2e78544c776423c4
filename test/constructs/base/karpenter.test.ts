import { Karpenter } from "../../../src/constructs/base/karpenter";
import { buildComponent, IDENTITY } from "../build-component";

describe("Karpenter", () => {
  const { values, manifest } = buildComponent(
    (scope) =>
      new Karpenter(scope, "k", {
        identity: IDENTITY,
        clusterName: "acme-prod",
        interruptionQueue: "acme-prod-node-interruptions",
        instanceProfile: "acme-prod-nodes",
        diskKey: "arn:aws:kms:us-east-1:1:alias/k",
        nodeImage: "v20260818",
        pools: [
          { purpose: "general", capacity: ["on-demand"], architecture: "arm64", diskGiB: 50, limits: { cpu: 24 } },
          {
            purpose: "spot",
            capacity: ["spot", "on-demand"],
            architecture: "amd64",
            diskGiB: 100,
            reserved: true,
            limits: { cpu: 48 },
          },
          {
            purpose: "gpu",
            capacity: ["on-demand"],
            architecture: "amd64",
            diskGiB: 200,
            gpu: true,
            instanceTypes: ["g6.xlarge", "g5.xlarge"],
            limits: { cpu: 16, gpus: 4 },
          },
        ],
        maintenanceWindow: { day: "SUN", start: "02:00", hours: 12 },
        tags: { owner: "ml" },
      }),
  );
  const pool = (name: string) => manifest("NodePool", name).spec;
  const allowed = (name: string, key: string) =>
    pool(name).template.spec.requirements.find((requirement: { key: string }) => requirement.key === key);

  test("creates general nodes for every pod, up to the size of their pool", () => {
    expect(pool("general")).toMatchObject({
      template: { metadata: { labels: { "mlops/pool": "general" } }, spec: { taints: [] } },
      limits: { cpu: "24" },
    });
    expect(allowed("general", "kubernetes.io/arch").values).toEqual(["arm64"]);
  });

  test("keeps pods off spot nodes that they don't tolerate, and falls back to on-demand if allowed", () => {
    expect(pool("spot").template.spec.taints).toEqual([{ key: "mlops/pool", value: "spot", effect: "NoSchedule" }]);
    expect(allowed("spot", "karpenter.sh/capacity-type").values).toEqual(["spot", "on-demand"]);
  });

  test("creates GPU nodes of the given types, with label, taints and image of a GPU pool", () => {
    expect(pool("gpu")).toMatchObject({
      template: {
        metadata: { labels: { "mlops/pool": "gpu", "nvidia.com/gpu.present": "true" } },
        spec: {
          nodeClassRef: { name: "gpu" },
          taints: [
            { key: "mlops/pool", value: "gpu", effect: "NoSchedule" },
            { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
          ],
        },
      },
      limits: { cpu: "16", "nvidia.com/gpu": "4" },
    });
    expect(allowed("gpu", "node.kubernetes.io/instance-type").values).toEqual(["g6.xlarge", "g5.xlarge"]);
    // For an alias Karpenter selects the variant that suits the instance: for GPUs the one with NVIDIA's driver.
    expect(manifest("EC2NodeClass", "gpu").spec.amiSelectorTerms).toEqual([{ alias: "al2023@v20260818" }]);
  });

  test("gives nodes encrypted disks, and pods can't reach their credentials", () => {
    for (const name of ["general", "spot", "gpu"])
      expect(manifest("EC2NodeClass", name).spec).toMatchObject({
        instanceProfile: "acme-prod-nodes",
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ ebs: { encrypted: true, kmsKeyID: "arn:aws:kms:us-east-1:1:alias/k" } }],
        tags: { owner: "ml" },
      });
  });

  test("does not run on nodes that it created, and receives interruption events", () => {
    expect(values("karpenter")).toMatchObject({
      nodeSelector: { "mlops/pool": "system" },
      settings: { clusterName: "acme-prod", interruptionQueue: "acme-prod-node-interruptions" },
    });
  });

  test("moves services to cheaper nodes, but never a running job", () => {
    expect(pool("general").disruption.consolidationPolicy).toBe("WhenEmptyOrUnderutilized");
    for (const name of ["spot", "gpu"]) expect(pool(name).disruption.consolidationPolicy).toBe("WhenEmpty");
  });

  test("replaces outdated nodes in the maintenance window, and every node after a month", () => {
    // From Sunday 14:00 for 156 hours, until Sunday 02:00, none is replaced for that reason.
    expect(pool("general").disruption.budgets).toContainEqual({
      nodes: "0",
      reasons: ["Drifted"],
      schedule: "0 14 * * 0",
      duration: "156h",
    });
    expect(pool("general").template.spec.expireAfter).toBe("720h");
  });
});
