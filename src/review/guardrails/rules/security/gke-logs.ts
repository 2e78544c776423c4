import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeLogs: Rule = {
  id: "gke-logs",
  title: "GKE logging and monitoring are enabled",
  why: "Without them there is no record of what happened in the cluster.",
  remedy:
    'Keep logging_service and monitoring_service at their defaults, and keep "SYSTEM_COMPONENTS" in enable_components.',
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
            () => `${kind} is disabled.`,
            `${kind}.googleapis.com/kubernetes`,
          )
        : checkAttribute(
            graph,
            cluster,
            `${kind}_config.enable_components`,
            (components) => Array.isArray(components) && components.includes("SYSTEM_COMPONENTS"),
            () => `${kind} of system components is disabled.`,
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
