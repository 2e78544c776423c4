import { checkAttribute, FROM_STAGING, isTrue, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeNetworkPolicy: Rule = {
  id: "gke-network-policy",
  title: "GKE enforces network policies",
  why: "Without enforcement network policies are accepted but ignored, and every pod can reach every other.",
  remedy: 'Set datapath_provider = "ADVANCED_DATAPATH", or network_policy.enabled = true.',
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy",
  equivalents: { checkov: ["CKV_GCP_12"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => {
    // Autopilot clusters always have Dataplane V2.
    if (isTrue(cluster.body.enable_autopilot ?? false)) return [PASS];
    const policy = graph.attribute(cluster, "network_policy.enabled");
    if (policy.kind === "known" && isTrue(policy.value)) return [PASS];
    return [
      checkAttribute(
        graph,
        cluster,
        "datapath_provider",
        (provider) => provider === "ADVANCED_DATAPATH",
        () => "Network policies are ignored.",
        "LEGACY_DATAPATH",
      ),
    ];
  },
  examples: {
    pass: { resource: { google_container_cluster: { main: { datapath_provider: "ADVANCED_DATAPATH" } } } },
    fail: { resource: { google_container_cluster: { main: { name: "main" } } } },
  },
};
