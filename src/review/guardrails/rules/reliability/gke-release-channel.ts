import { checkAttribute, FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

export const gkeReleaseChannel: Rule = {
  id: "gke-release-channel",
  title: "GKE clusters follow a release channel",
  why: "A cluster without a channel is upgraded when its version reaches end of support, whether it is ready or not.",
  remedy: 'Set release_channel.channel = "REGULAR" or "STABLE".',
  severity: "medium",
  area: "reliability",
  enforcement: FROM_STAGING,
  link: "https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels",
  equivalents: { checkov: ["CKV_GCP_70"], cis: ["GKE 1.6.0 5.5.4"] },
  resourceTypes: ["google_container_cluster"],
  check: (cluster, { graph }) => [
    checkAttribute(
      graph,
      cluster,
      "release_channel.channel",
      (channel) => channel !== "UNSPECIFIED",
      () => "It follows no release channel.",
      // A cluster stays out of the channels unless it is enrolled.
      "UNSPECIFIED",
    ),
  ],
  examples: {
    pass: { resource: { google_container_cluster: { main: { release_channel: { channel: "REGULAR" } } } } },
    fail: { resource: { google_container_cluster: { main: { release_channel: { channel: "UNSPECIFIED" } } } } },
  },
};
