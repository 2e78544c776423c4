import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "../../framework/terraform";

/** Label of every namespace that the toolkit makes, and its value. */
export const MANAGED_BY = "app.kubernetes.io/managed-by";
export const TOOLKIT = "mlops-constructs";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = "restricted" | "baseline" | "privileged";

export interface NamespaceProps {
  readonly name: string;
  /** What pods may do. @default "restricted" */
  readonly podSecurity?: PodSecurity;
  /** @default - none besides those for pod security */
  readonly labels?: Readonly<Record<string, string>>;
  /** Namespaces whose pods may connect to pods here, besides those of the namespace itself. @default - none */
  readonly admits?: readonly string[];
  /** Ports that anybody may connect to: the API server calls webhooks from no namespace. @default - none */
  readonly openPorts?: readonly number[];
}

/**
 * A namespace as a resource of its own: a chart that makes its namespace takes everything in it along when it goes, or
 * leaves it behind without labels.
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
          // What would be refused one level up is at least told to whoever applies it.
          "pod-security.kubernetes.io/warn": "restricted",
          ...props.labels,
        },
      },
    });
    this.closeIngress(props);
  }

  /** Nothing may connect but what is named. */
  private closeIngress({ admits = [], openPorts = [] }: NamespaceProps): void {
    const name = this.namespace.metadata.name;
    const policy = (id: string, ingress: object[]) =>
      new NetworkPolicyV1(this, id, {
        metadata: { name: id, namespace: name },
        spec: { podSelector: {}, policyTypes: ["Ingress"], ingress },
      });
    policy("default-deny", []);
    policy("allow-own-namespace", [{ from: [{ podSelector: {} }] }]);
    if (admits.length > 0) {
      const from = admits.map((admitted) => ({
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": admitted } },
      }));
      policy("allow-namespaces", [{ from }]);
    }
    if (openPorts.length > 0) {
      const ports = openPorts.map((port) => ({ port: port.toString(), protocol: "TCP" }));
      policy("allow-ports", [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports }]);
    }
  }
}
