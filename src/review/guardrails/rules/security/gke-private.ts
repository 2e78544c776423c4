import type { JsonObject } from "../../../model";
import { isInternet } from "../../internet";
import { ALWAYS, checkAttribute, fail, isTrue, PASS } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

function judgeNetworks(blocks: readonly JsonObject[]): Outcome {
  return blocks.some((block) => isInternet(block.cidr_block))
    ? fail("The API server is reachable from the whole internet.", "master_authorized_networks_config")
    : PASS;
}

export const gkePrivate: Rule = {
  id: "gke-private",
  title: "GKE nodes and control plane are private",
  why: "A single open port on a public node can be enough to take it over.",
  remedy:
    "Set private_cluster_config.enable_private_nodes = true and master_authorized_networks_config without 0.0.0.0/0.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation",
  equivalents: {
    checkov: ["CKV_GCP_18", "CKV_GCP_20", "CKV_GCP_25", "CKV_GCP_64"],
    cis: ["GKE 1.6.0 5.6.3", "GKE 1.6.0 5.6.5"],
  },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkAttribute(
      graph,
      cluster,
      "private_cluster_config.enable_private_nodes",
      isTrue,
      () => "Nodes have public addresses.",
      false,
    ),
    graph.blocks(cluster, "master_authorized_networks_config").length === 0
      ? fail("The API server is reachable from the whole internet.", "master_authorized_networks_config")
      : judgeNetworks(graph.blocks(cluster, "master_authorized_networks_config.cidr_blocks")),
  ],
  examples: {
    pass: {
      resource: {
        google_container_cluster: {
          main: { private_cluster_config: { enable_private_nodes: true }, master_authorized_networks_config: {} },
        },
      },
    },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
