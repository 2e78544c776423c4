import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeLogs: Rule = {
  id: "gke-logs",
  title: "GKE keeps logs and metrics",
  why: "Without them nobody can tell what happened in the cluster.",
  remedy: 'Leave logging_service and monitoring_service alone, and keep "SYSTEM_COMPONENTS" in enable_components.',
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/concepts/about-logs",
  equivalents: { checkov: ["CKV_GCP_1", "CKV_GCP_8"], cis: ["GKE 1.6.0 5.7.1"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) =>
    (["logging", "monitoring"] as const).map((kind) =>
      graph.blocks(cluster, `${kind}_config`).length === 0
        ? checkAttribute(
            graph,
            cluster,
            `${kind}_service`,
            (service) => service !== "none",
            () => `${kind} is off.`,
            `${kind}.googleapis.com/kubernetes`,
          )
        : checkAttribute(
            graph,
            cluster,
            `${kind}_config.enable_components`,
            (components) => Array.isArray(components) && components.includes("SYSTEM_COMPONENTS"),
            () => `${kind} of the system is off.`,
            ["SYSTEM_COMPONENTS"],
          ),
    ),
  examples: {
    pass: {
      resource: {
        google_container_cluster: { main: { logging_config: { enable_components: ["SYSTEM_COMPONENTS"] } } },
      },
    },
    fail: { resource: { google_container_cluster: { main: { logging_service: "none" } } } },
  },
};
