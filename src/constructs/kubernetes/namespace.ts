import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "../../framework/terraform";

/** Label of every namespace that the toolkit creates, and its value. */
export const MANAGED_BY = "app.kubernetes.io/managed-by";
export const TOOLKIT = "mlops-constructs";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = "restricted" | "baseline" | "privileged";

export interface NamespaceProps {
  readonly name: string;
  /** Pod security level. @default "restricted" */
  readonly podSecurity?: PodSecurity;
  /** @default - none besides those for pod security */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels that a controller sets on the namespace. A deployment does not remove them. @default - none */
  readonly foreignLabels?: readonly string[];
  /** Namespaces whose pods may connect to pods here, besides those of the namespace itself. @default - none */
  readonly admits?: readonly string[];
  /** Namespaces whose pods may connect to certain ports only, by the name of the policy. @default - none */
  readonly serves?: Readonly<Record<string, { readonly ports: readonly number[]; readonly to: readonly string[] }>>;
  /** Ports of the pods that the API server calls: webhooks and aggregated APIs. @default - none */
  readonly webhookPorts?: readonly number[];
  /** Ports of the pods that are open to everyone, including from outside the cluster. @default - none */
  readonly openPorts?: readonly number[];
}

/**
 * Source of requests from the API server: on EKS its own addresses, on GKE the pods of the Konnectivity agent. GKE's
 * Dataplane V2 is Cilium, which never matches pods by address, so an `ipBlock` alone allows nothing there.
 * https://docs.cilium.io/en/stable/network/kubernetes/policy/
 */
const API_SERVER = [
  { ipBlock: { cidr: "0.0.0.0/0" } },
  {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } },
  },
];

/**
 * A namespace as a separate resource: a chart that creates its namespace deletes everything in it on removal, or leaves
 * it behind without labels.
 */
export class Namespace extends Construct {
  readonly namespace: NamespaceV1;

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const level = props.podSecurity ?? "restricted";
    this.namespace = new NamespaceV1(this, "namespace", {
      metadata: {
        name: props.name,
        labels: {
          [MANAGED_BY]: TOOLKIT,
          "pod-security.kubernetes.io/enforce": level,
          // Pods that would be rejected at the next stricter level at least cause a warning.
          "pod-security.kubernetes.io/warn": "restricted",
          ...props.labels,
        },
      },
      ...(props.foreignLabels && {
        lifecycle: { ignoreChanges: props.foreignLabels.map((label) => `metadata[0].labels["${label}"]`) },
      }),
    });
    this.closeIngress(props);
  }

  /** Only the listed connections are allowed. */
  private closeIngress({ admits = [], serves = {}, webhookPorts = [], openPorts = [] }: NamespaceProps): void {
    const name = this.namespace.metadata.name;
    const policy = (id: string, ingress: object[]) =>
      new NetworkPolicyV1(this, id, {
        metadata: { name: id, namespace: name },
        spec: { podSelector: {}, policyTypes: ["Ingress"], ingress },
      });
    policy("default-deny", []);
    policy("allow-own-namespace", [{ from: [{ podSelector: {} }] }]);
    if (admits.length > 0) policy("allow-namespaces", [{ from: podsIn(admits) }]);
    for (const [id, { ports, to }] of Object.entries(serves)) policy(id, [{ from: podsIn(to), ports: tcp(ports) }]);
    const open = [
      ...(webhookPorts.length > 0 ? [{ from: API_SERVER, ports: tcp(webhookPorts) }] : []),
      // Without `from`: behind a load balancer, packets may come from nodes, which Cilium doesn't match by `ipBlock`
      // either.
      ...(openPorts.length > 0 ? [{ ports: tcp(openPorts) }] : []),
    ];
    if (open.length > 0) policy("allow-ports", open);
  }
}

/** The pods of namespaces, for the rules of a policy. */
export function podsIn(namespaces: readonly string[]) {
  return namespaces.map((name) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
  }));
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ port: port.toString(), protocol: "TCP" }));
}
