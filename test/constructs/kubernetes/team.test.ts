import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { Manifest } from "../../../src/constructs";
import { Team } from "../../../src/constructs";
import { synthesize } from "../../../src/framework/synthesize";
import { TerraformStack } from "../../../src/framework/terraform";
import { resourcesOf } from "../../../src/testing";

function team(queue?: string) {
  let manifests: readonly Manifest[] = [];
  const [stack] = synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new KubernetesProvider(scope, "kubernetes");
    new HelmProvider(scope, "helm");
    const built = new Team(scope, "team", {
      name: "fraud",
      groups: ["fraud-team"],
      quota: { cpu: 16, memoryGiB: 64, gpus: 1 },
      ...(queue !== undefined && { queue }),
    });
    manifests = built.bundle.manifests;
  });
  if (!stack) throw new Error("nothing was synthesized");
  const manifest = (kind: string) => manifests.find((candidate) => candidate.kind === kind);
  return { manifest, all: (type: string) => Object.values(resourcesOf(stack, type)) };
}

test("a team works in a restricted namespace that costs are grouped by", () => {
  const [namespace] = team().all("kubernetes_namespace_v1");
  expect(namespace).toMatchObject({
    metadata: {
      name: "fraud",
      labels: {
        "pod-security.kubernetes.io/enforce": "restricted",
        "mlops/team": "fraud",
        "mlops/cost-owner": "fraud",
      },
    },
  });
});

test("all pods together stay within the quota, and containers without requests count too", () => {
  const { manifest } = team();
  expect(manifest("ResourceQuota")?.spec).toEqual({
    hard: {
      "requests.cpu": "16",
      "requests.memory": "64Gi",
      "limits.memory": "64Gi",
      "requests.nvidia.com/gpu": "1",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
    },
  });
  expect(manifest("LimitRange")?.spec).toMatchObject({ limits: [{ default: { memory: "256Mi" } }] });
});

test("only the network traffic that the work needs is allowed", () => {
  const { manifest, all } = team();
  expect(
    all("kubernetes_network_policy_v1")
      .map(({ metadata }) => (metadata as { name: string }).name)
      .sort(),
  ).toEqual(["allow-namespaces", "allow-own-namespace", "default-deny"]);
  expect(manifest("NetworkPolicy")?.spec).toMatchObject({ policyTypes: ["Egress"], podSelector: {} });
  expect(JSON.stringify(manifest("NetworkPolicy"))).not.toContain('"port":22');
});

test("its groups may edit in the namespace, and nowhere else", () => {
  const binding = team().manifest("RoleBinding");
  expect(binding).toMatchObject({
    roleRef: { kind: "ClusterRole", name: "edit" },
    subjects: [{ kind: "Group", name: "fraud-team" }],
  });
});

test("it has a queue if queues are installed", () => {
  expect(team("fraud").manifest("LocalQueue")?.spec).toEqual({ clusterQueue: "fraud" });
  expect(team().manifest("LocalQueue")).toBeUndefined();
});
