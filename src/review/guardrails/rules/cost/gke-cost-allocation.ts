import { ADVICE, checkAttribute, isTrue } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeCostAllocation: Rule = {
  id: "gke-cost-allocation",
  title: "GKE allocates costs to teams",
  why: "Without cost allocation the bill shows one line per cluster and can't be split by team.",
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
      () => "The bill doesn't split the cluster's cost.",
      false,
    ),
  ],
  examples: {
    pass: { resource: { google_container_cluster: { main: { cost_management_config: { enabled: true } } } } },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
