/** What resolves names on a cluster: its metrics are on other ports. `unknown` has none that are documented. */
export type ClusterDns = "coredns" | "kube-dns" | "unknown";

/** The last minor version of GKE with kube-dns. https://cloud.google.com/kubernetes-engine/docs/concepts/kube-dns */
const LAST_KUBE_DNS = 35;

/** GKE replaced kube-dns by a server based on CoreDNS, and doesn't document the port of its metrics. */
export function gkeDns(kubernetesVersion: string): ClusterDns {
  const [, minor = 0] = kubernetesVersion.split(".").map(Number);
  return minor <= LAST_KUBE_DNS ? "kube-dns" : "unknown";
}
