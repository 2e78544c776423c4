import { ADVICE, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeCostAllocation: Rule = {
  id: "gke-cost-allocation",
  title: "The bill of GKE says which team spent what",
  why: "Without it a cluster is one line on the bill, and nobody's.",
  remedy: "Set cost_management_config.enabled = true.",
  severity: "low",
  area: "cost",
  enforcement: ADVICE,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/cost-allocations",
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkAttribute(
      graph,
      cluster,
      "cost_management_config.enabled",
      isTrue,
      () => "The cluster is one line on the bill.",
      false,
    ),
  ],
  examples: {
    pass: { resource: { google_container_cluster: { main: { cost_management_config: { enabled: true } } } } },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
