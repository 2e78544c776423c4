import { checkAttribute, FROM_STAGING, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const nodeAutoRepair: Rule = {
  id: "node-auto-repair",
  title: "Unhealthy and outdated nodes are replaced",
  why: "A node that hangs keeps its pods, and a node that is never upgraded keeps its vulnerabilities.",
  remedy: "Leave management.auto_repair and auto_upgrade on.",
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/node-auto-repair",
  equivalents: { checkov: ["CKV_GCP_9", "CKV_GCP_10"], cis: ["GKE 1.6.0 5.5.2", "GKE 1.6.0 5.5.3"] },
  resourceTypes: ["google_container_node_pool"],
  check: (pool, { graph }) =>
    ["auto_repair", "auto_upgrade"].map((setting) =>
      checkAttribute(graph, pool, `management.${setting}`, isTrue, () => `${setting} is off.`, true),
    ),
  examples: {
    pass: { resource: { google_container_node_pool: { general: { management: { auto_repair: true } } } } },
    fail: { resource: { google_container_node_pool: { general: { management: { auto_repair: false } } } } },
  },
};
