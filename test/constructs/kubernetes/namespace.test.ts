import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Namespace, type NamespaceProps } from "../../../src/constructs/kubernetes/namespace";
import { synthesize } from "../../../src/framework/synthesize";
import { TerraformStack } from "../../../src/framework/terraform";

/** The ingress rules, by the policy's name. */
function rules(props: Partial<NamespaceProps>): Record<string, unknown> {
  const [stack] = synthesize((app) => {
    const scope = new TerraformStack(app, "stack");
    new KubernetesProvider(scope, "kubernetes");
    new Namespace(scope, "namespace", { name: "n", ...props });
  });
  if (!stack) throw new Error("nothing was built");
  const { kubernetes_network_policy_v1: policies } = stack.json.resource as {
    kubernetes_network_policy_v1: Record<string, { metadata: { name: string }; spec: { ingress: unknown } }>;
  };
  return Object.fromEntries(Object.values(policies).map(({ metadata, spec }) => [metadata.name, spec.ingress]));
}

describe("a namespace admits", () => {
  test("only its own pods by default", () => {
    expect(rules({})).toEqual({
      "default-deny": [],
      "allow-own-namespace": [{ from: [{ pod_selector: {} }] }],
    });
  });

  test("the API server to webhooks: by its address on EKS, by Konnectivity's pods on GKE", () => {
    expect(rules({ webhookPorts: [9443, 8082] })["allow-ports"]).toEqual([
      {
        from: [
          { ip_block: { cidr: "0.0.0.0/0" } },
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
            pod_selector: { match_labels: { "k8s-app": "konnectivity-agent" } },
          },
        ],
        ports: [
          { port: "9443", protocol: "TCP" },
          { port: "8082", protocol: "TCP" },
        ],
      },
    ]);
  });

  test("anyone to open ports, regardless of the packet's address: nodes forward for load balancers", () => {
    expect(rules({ openPorts: [443] })["allow-ports"]).toEqual([{ ports: [{ port: "443", protocol: "TCP" }] }]);
  });
});
