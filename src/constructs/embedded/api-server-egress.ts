import { EVERYWHERE, egressPolicy } from "../kubernetes/egress-policy";
import type { Manifest } from "../kubernetes/manifest-bundle";

/**
 * Ports of API servers outside the clouds: 6443 with kubeadm, kind and k3s, 16443 with MicroK8s. A policy sees the port
 * of the server, not that of its Service.
 */
const PORTS = [6443, 16443];

/** Steps of a team's workflows report their results to the API server. */
export function apiServerEgress(namespace: string): Manifest {
  return egressPolicy("egress-api-server", namespace, [
    { to: [EVERYWHERE], ports: PORTS.map((port) => ({ protocol: "TCP", port })) },
  ]);
}
