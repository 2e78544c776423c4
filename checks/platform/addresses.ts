import { admitted, type Caller, type Cluster } from "../network/admission";
import type { Labels, NetworkPolicy } from "../network/objects";
import type { Node } from "../node/node";

/** A port of a Service. */
export interface Address {
  /** `namespace/service:port`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Whether the policies on the cluster admit a caller. */
  readonly admits: (caller: Caller) => boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: objects of several kinds
type Anything = any;

/** Every port of every Service that leads to a pod of the pod network. */
export async function readAddresses(cluster: Node): Promise<readonly Address[]> {
  const read = async (kind: string): Promise<Anything[]> =>
    JSON.parse(await cluster.kubectl(["get", kind, "--all-namespaces", "--output=json"])).items;
  const [services, slices, pods] = await Promise.all([read("services"), read("endpointslices"), read("pods")]);
  const state = await readState(read);
  return services.flatMap(({ metadata: { name, namespace }, spec: { clusterIP, ports = [] } }) => {
    if (clusterIP === "None") return [];
    const of = slices.filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels["kubernetes.io/service-name"] === name,
    );
    return ports
      .filter(({ protocol }: Anything) => protocol === "TCP")
      .flatMap((port: Anything) => {
        const target = targetOf(port.name, of, pods);
        if (!target) return [];
        const { pod, port: targetPort } = target;
        const labels = pod.metadata.labels as Labels;
        const selected = { name: pod.metadata.name, namespace, labels, ports: [{ port: targetPort }] };
        return [
          {
            name: `${namespace}/${name}:${port.port}`,
            host: clusterIP,
            port: port.port,
            admits: (from: Caller) => admitted(state, from, selected, targetPort),
          },
        ];
      });
  });
}

async function readState(read: (kind: string) => Promise<Anything[]>): Promise<Cluster> {
  const [namespaces, policies] = await Promise.all([read("namespaces"), read("networkpolicies")]);
  return {
    // The API server's addresses are no pods'; every pod has one inside the block that admits them.
    plugin: { addressesOfPods: true },
    policies: policies.map(
      ({ metadata, spec }): NetworkPolicy => ({ name: metadata.name, namespace: metadata.namespace, spec }),
    ),
    namespaces: new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels as Labels])),
  };
}

/** A pod behind a port of a Service, and the port of the pod. */
function targetOf(name: string | undefined, slices: Anything[], pods: Anything[]) {
  return slices.flatMap(({ endpoints, ports }) => {
    const found = (ports ?? []).find((each: Anything) => (each.name ?? "") === (name ?? ""));
    return (endpoints ?? []).flatMap(({ targetRef }: Anything) => {
      const pod = pods.find(
        ({ metadata }) =>
          targetRef?.kind === "Pod" && metadata.namespace === targetRef.namespace && metadata.name === targetRef.name,
      );
      return found && pod && !pod.spec.hostNetwork ? [{ pod, port: found.port as number }] : [];
    });
  })[0];
}
