import { ALWAYS, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeWorkloadIdentity: Rule = {
  id: "gke-workload-identity",
  title: "GKE pods use Workload Identity",
  why: "Without it every pod acts with its node's permissions.",
  remedy: "Add workload_identity_config with the project's workload pool.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
  equivalents: { cis: ["GKE 1.6.0 5.2.2"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkPresent(graph, cluster, "workload_identity_config.workload_pool", "Pods act with their nodes' permissions."),
  ],
  examples: {
    pass: {
      resource: {
        google_container_cluster: { main: { workload_identity_config: { workload_pool: "acme.svc.id.goog" } } },
      },
    },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
