/** Kubernetes objects, reduced to what matters for connections between pods. */

export type Labels = Readonly<Record<string, string>>;

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

/** Pods of one workload. */
export interface Pods {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly ports: readonly { readonly name?: string; readonly port: number }[];
}

export interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** None, if another controller writes the endpoints. */
  readonly selector?: Labels;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly targetPort: number | string }[];
}

/** Something that the API server calls: a webhook, an aggregated API, or the conversion of a custom resource. */
export interface ApiServerCall {
  readonly name: string;
  readonly service: string;
  readonly namespace: string;
  /** Port of the service. */
  readonly port: number;
}

/** A webhook that fails closed. */
export interface StrictWebhook {
  readonly name: string;
  /** `group/resource`; `*` is a wildcard. */
  readonly resources: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
}

/** A port by its name in the Service, or for pods in the container; or a port that a container declares. */
export type MonitoredPort = { readonly port: string } | { readonly targetPort: string | number };

/** A ServiceMonitor or PodMonitor. */
export interface Monitor {
  readonly name: string;
  readonly of: "pods" | "services";
  readonly selector: LabelSelector;
  /** Namespaces that it selects; `any`: all. */
  readonly namespaces: readonly string[] | "any";
  readonly ports: readonly MonitoredPort[];
}

export interface NetworkPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly protocol?: string }[];
}

export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string };
}

/** The objects on a cluster, or of a chart. */
export interface Objects {
  readonly pods: readonly Pods[];
  readonly services: readonly Service[];
  readonly calls: readonly ApiServerCall[];
  readonly strictWebhooks: readonly StrictWebhook[];
  readonly monitors: readonly Monitor[];
  readonly policies: readonly NetworkPolicy[];
}

export const NOTHING: Objects = {
  pods: [],
  services: [],
  calls: [],
  strictWebhooks: [],
  monitors: [],
  policies: [],
};

/** Both together. */
export function together(...all: readonly Objects[]): Objects {
  return {
    pods: all.flatMap(({ pods }) => pods),
    services: all.flatMap(({ services }) => services),
    calls: all.flatMap(({ calls }) => calls),
    strictWebhooks: all.flatMap(({ strictWebhooks }) => strictWebhooks),
    monitors: all.flatMap(({ monitors }) => monitors),
    policies: all.flatMap(({ policies }) => policies),
  };
}

/** An empty selector matches everything. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === "Exists") return value !== undefined;
      if (operator === "DoesNotExist") return value === undefined;
      if (operator === "In") return value !== undefined && values.includes(value);
      return value === undefined || !values.includes(value);
    })
  );
}
