import { checkAttribute, IN_PROD } from "../../outcomes";
import type { Rule } from "../../rule";

export const clusterZones: Rule = {
  id: "cluster-zones",
  title: "Clusters span several zones",
  why: "In a single zone, one outage stops everything.",
  remedy: "Place nodes in subnets (EKS) or node_locations (GKE) of three zones.",
  severity: "high",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.aws.amazon.com/eks/latest/best-practices/control-plane.html",
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (cluster, { graph, strictness }) => {
    const least = strictness === "prod" ? 3 : 2;
    const path = cluster.type === "aws_eks_cluster" ? "vpc_config.subnet_ids" : "node_locations";
    if (path === "node_locations" && graph.attribute(cluster, path).kind === "absent") {
      // Google places a regional cluster without locations in three zones.
      return [
        checkAttribute(
          graph,
          cluster,
          "location",
          (place) => !/-[a-z]$/.test(String(place)),
          () => "The cluster is in one zone.",
          "",
        ),
      ];
    }
    return [
      checkAttribute(
        graph,
        cluster,
        path,
        (places) => Array.isArray(places) && places.length >= least,
        (places) => `It spans ${Array.isArray(places) ? places.length : 0} zones; at least ${least} are required.`,
        [],
      ),
    ];
  },
  examples: {
    pass: {
      resource: {
        google_container_cluster: { main: { node_locations: ["us-central1-a", "us-central1-b", "us-central1-c"] } },
      },
    },
    fail: { resource: { google_container_cluster: { main: { node_locations: ["us-central1-a"] } } } },
  },
};
