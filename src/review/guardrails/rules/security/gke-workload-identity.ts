import { ALWAYS, checkPresent } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeWorkloadIdentity: Rule = {
  id: "gke-workload-identity",
  title: "GKE pods have identities of their own",
  why: "Without it every pod acts with the rights of its node.",
  remedy: "Add workload_identity_config with the workload pool of the project.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
  equivalents: { cis: ["GKE 1.6.0 5.2.2"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkPresent(graph, cluster, "workload_identity_config.workload_pool", "Pods act with the rights of their nodes."),
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
