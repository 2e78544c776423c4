import type { JsonObject } from "./json";
import type { Manifest } from "./manifest-bundle";

/** Lets all pods of a namespace out to what the rules list. Several policies add up. */
export function egressPolicy(name: string, namespace: string, egress: readonly JsonObject[]): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: { podSelector: {}, policyTypes: ["Egress"], egress: [...egress] },
  };
}

/** Every address, of which a policy lists the ports. */
export const EVERYWHERE = { ipBlock: { cidr: "0.0.0.0/0" } } as const;
