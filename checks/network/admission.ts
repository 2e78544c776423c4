import { type Labels, type NetworkPolicy, type Peer, type Pods, selects } from "./objects";

/** The caller: a pod, or something outside every pod network. */
export type Caller = { readonly namespace: string; readonly labels: Labels } | "outside";

/** How the cluster's network plugin interprets policies. */
export interface Plugin {
  /**
   * Whether an `ipBlock` matches pods whose address is in it. Amazon's VPC CNI compares addresses; Cilium, which is
   * GKE's Dataplane V2, identifies pods by identity. https://docs.cilium.io/en/stable/network/kubernetes/policy/
   */
  readonly addressesOfPods: boolean;
}

/** Policies and labels of a cluster's namespaces. */
export interface Cluster {
  readonly plugin: Plugin;
  readonly policies: readonly NetworkPolicy[];
  /** Labels of namespaces; an unlabeled one only has its name. */
  readonly namespaces: ReadonlyMap<string, Labels>;
}

/** Whether a caller reaches a port of pods: what the pods accept, and the caller's own egress policies. */
export function admitted(cluster: Cluster, caller: Caller, pods: Pods, port: number): boolean {
  return admits(cluster, caller, pods, port) && letsOut(cluster, caller, pods, port);
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
function admits(cluster: Cluster, caller: Caller, pods: Pods, port: number): boolean {
  const policies = policiesOf(cluster, pods, "Ingress");
  return (
    policies.length === 0 ||
    policies.some(({ namespace, spec: { ingress = [] } }) =>
      ingress.some(({ from, ports }) => takes(cluster, from, caller, namespace) && opens(ports, pods, port)),
    )
  );
}

function letsOut(cluster: Cluster, caller: Caller, pods: Pods, port: number): boolean {
  if (caller === "outside") return true;
  const policies = policiesOf(cluster, caller, "Egress");
  return (
    policies.length === 0 ||
    policies.some(({ namespace, spec: { egress = [] } }) =>
      egress.some(({ to, ports }) => takes(cluster, to, pods, namespace) && opens(ports, pods, port)),
    )
  );
}

function policiesOf(
  { policies }: Cluster,
  { namespace, labels }: { readonly namespace: string; readonly labels: Labels },
  type: "Ingress" | "Egress",
): NetworkPolicy[] {
  return policies.filter(
    (policy) =>
      policy.namespace === namespace &&
      policy.spec.policyTypes.includes(type) &&
      selects(policy.spec.podSelector, labels),
  );
}

/** No narrower block contains an address of a pod or of the API server. */
const EVERYWHERE = "0.0.0.0/0";

/** An empty list means everyone. */
function takes(cluster: Cluster, peers: readonly Peer[] | undefined, who: Caller, own: string): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock) return ipBlock.cidr === EVERYWHERE && (who === "outside" || cluster.plugin.addressesOfPods);
    if (who === "outside") return false;
    const labels = { ...cluster.namespaces.get(who.namespace), "kubernetes.io/metadata.name": who.namespace };
    const namespace = namespaceSelector ? selects(namespaceSelector, labels) : who.namespace === own;
    return namespace && selects(podSelector ?? {}, who.labels);
  });
}

function opens(
  ports: readonly { readonly port?: number | string; readonly protocol?: string }[] | undefined,
  pods: Pods,
  wanted: number,
): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some(({ port, protocol = "TCP" }) => {
    if (protocol !== "TCP") return false;
    return (
      port === undefined ||
      Number(port) === wanted ||
      pods.ports.some((each) => each.name === port && each.port === wanted)
    );
  });
}
