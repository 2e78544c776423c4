import { ALWAYS, checkAttribute, fail, isOff, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeLegacyAccess: Rule = {
  id: "gke-legacy-access",
  title: "GKE accepts no legacy credentials",
  why: "Attribute-based access, passwords and client certificates can't be limited by role or revoked.",
  remedy: "Leave enable_legacy_abac and issue_client_certificate false, and remove username and password.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster",
  equivalents: { checkov: ["CKV_GCP_7", "CKV_GCP_13"], cis: ["GKE 1.6.0 5.8.1", "GKE 1.6.0 5.8.3"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkAttribute(graph, cluster, "enable_legacy_abac", isOff, () => "Attribute-based access is on.", false),
    checkAttribute(
      graph,
      cluster,
      "master_auth.client_certificate_config.issue_client_certificate",
      isOff,
      () => "It issues a client certificate that can't be revoked.",
      false,
    ),
    graph.attribute(cluster, "master_auth.username").kind === "known" &&
    graph.blocks(cluster, "master_auth")[0]?.username
      ? fail("The API server accepts a password.", "master_auth.username")
      : PASS,
  ],
  examples: {
    pass: { resource: { google_container_cluster: { main: { enable_legacy_abac: false } } } },
    fail: { resource: { google_container_cluster: { main: { enable_legacy_abac: true } } } },
  },
};
