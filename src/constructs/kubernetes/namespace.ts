import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct } from "../../framework/terraform";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurity = "restricted" | "baseline" | "privileged";

export interface NamespaceProps {
  readonly name: string;
  /** What pods may do. @default "restricted" */
  readonly podSecurity?: PodSecurity;
  /** @default - none besides those for pod security */
  readonly labels?: Readonly<Record<string, string>>;
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
          "app.kubernetes.io/managed-by": "mlops-constructs",
          "pod-security.kubernetes.io/enforce": level,
          // What would be refused one level up is at least told to whoever applies it.
          "pod-security.kubernetes.io/warn": "restricted",
          ...props.labels,
        },
      },
    });
  }
}
