import { EVERYWHERE, egressPolicy } from "../kubernetes/egress-policy";
import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { podsIn } from "../kubernetes/namespace";

/** An object store, as the pods of a namespace reach it. */
interface Store {
  readonly endpoint: string;
  /** Its Service leads to the same port of its pods. */
  readonly embedded: boolean;
}

/** Opens the way from all pods of a namespace to an object store. */
export function storeEgress(namespace: string, store: Store): Manifest {
  return egressPolicy("egress-object-store", namespace, [way(store)]);
}

/**
 * Policies know pods and addresses, not names. A Service may lead to another port of its pods, so for a server on the
 * cluster that is not ours only the namespace is certain.
 */
function way({ endpoint, embedded }: Store): JsonObject {
  const { hostname, port, protocol } = new URL(endpoint);
  const ports = [{ protocol: "TCP", port: Number(port || (protocol === "https:" ? 443 : 80)) }];
  const [, namespace] = /^[^.]+\.([^.]+)\.svc(?:\.|$)/.exec(hostname) ?? [];
  if (namespace === undefined) return { to: [EVERYWHERE], ports };
  const to = podsIn([namespace]);
  return embedded ? { to, ports } : { to };
}
