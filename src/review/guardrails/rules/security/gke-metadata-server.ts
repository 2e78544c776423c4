import type { Resource, ResourceGraph } from "../../../model";
import { ALWAYS, checkAttribute, isGiven } from "../../outcomes";
import type { Rule } from "../../rule";

/** New pools of a cluster with workload identity use the GKE metadata server. */
function defaultMode(pool: Resource, graph: ResourceGraph): string {
  const [cluster] = graph.references(pool, "cluster");
  const hasIdentity = cluster && isGiven(graph.attribute(cluster, "workload_identity_config.workload_pool"));
  return hasIdentity ? "GKE_METADATA" : "GCE_METADATA";
}

export const gkeMetadataServer: Rule = {
  id: "gke-metadata-server",
  title: "Pods on GKE can't read their node's credentials",
  why: "With the Compute Engine metadata server every pod can act as the node's service account.",
  remedy: 'Set node_config.workload_metadata_config.mode = "GKE_METADATA".',
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#metadata_server",
  equivalents: { checkov: ["CKV_GCP_69"], cis: ["GKE 1.6.0 5.4.1"] },
  resourceTypes: ["google_container_node_pool"],
  check: (pool, { graph }) => [
    checkAttribute(
      graph,
      pool,
      "node_config.workload_metadata_config.mode",
      (mode) => mode === "GKE_METADATA",
      () => "Pods can read their node's credentials.",
      defaultMode(pool, graph),
    ),
  ],
  examples: {
    pass: {
      resource: {
        google_container_node_pool: {
          general: { node_config: { workload_metadata_config: { mode: "GKE_METADATA" } } },
        },
      },
    },
    fail: { resource: { google_container_node_pool: { general: { node_config: { machine_type: "e2-standard-4" } } } } },
  },
};
