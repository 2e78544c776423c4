import type { Resource, ResourceGraph } from "../../../model";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** Zones or subnets of all pools together: a pool for each zone is as good as one pool in all. */
function placesOf(pools: readonly Resource[], graph: ResourceGraph, path: string): Set<string> | undefined {
  const places = pools.map((pool) => graph.attribute(pool, path));
  if (places.some(({ kind }) => kind === "unknown")) return undefined;
  return new Set(places.flatMap((place) => (place.kind === "known" ? [place.value].flat().map(String) : [])));
}

export const nodePoolZones: Rule = {
  id: "node-pool-zones",
  title: "Nodes span several zones",
  why: "A control plane in three zones doesn't help if all nodes are in the zone that failed.",
  remedy: "Give the pools subnets (EKS) or node_locations (GKE) in several zones.",
  severity: "medium",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/reliability.html",
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (cluster, { graph }) => {
    const [type, path] =
      cluster.type === "aws_eks_cluster"
        ? ["aws_eks_node_group", "subnet_ids"]
        : ["google_container_node_pool", "node_locations"];
    const pools = graph.referrers(cluster, type);
    const places = placesOf(pools, graph, path);
    // Pools without zones use those of their cluster, which cluster-zones checks.
    if (pools.length === 0 || !places || places.size === 0) return [];
    return [places.size > 1 ? PASS : fail("All nodes are in one zone.")];
  },
  examples: {
    pass: {
      resource: {
        google_container_cluster: { main: { name: "main" } },
        google_container_node_pool: {
          general: {
            cluster: "${google_container_cluster.main.id}",
            node_locations: ["us-central1-a", "us-central1-b"],
          },
        },
      },
    },
    fail: {
      resource: {
        google_container_cluster: { main: { name: "main" } },
        google_container_node_pool: {
          general: { cluster: "${google_container_cluster.main.id}", node_locations: ["us-central1-a"] },
        },
      },
    },
  },
};
