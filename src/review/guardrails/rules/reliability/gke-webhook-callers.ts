import type { JsonObject, ResourceGraph } from "../../../model";
import { isInternet } from "../../internet";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { fail, IN_PROD, isTrue, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const REMEDY = [
  "Remove `from`, or also admit pods labeled k8s-app: konnectivity-agent in the namespace kube-system.",
  "Waive this rule for pods that are only called by a load balancer with externalTrafficPolicy Local.",
].join(" ");

export const gkeWebhookCallers: Rule = {
  id: "gke-webhook-callers",
  title: "GKE network policies that admit all addresses also admit the API server",
  why: "In Dataplane V2 an ipBlock matches neither pods nor nodes. The API server calls webhooks through the Konnectivity agent's pods, so every call times out, and resources that the webhook guards can't be created.",
  remedy: REMEDY,
  severity: "high",
  area: "reliability",
  enforcement: IN_PROD,
  link: "https://docs.cilium.io/en/stable/network/kubernetes/policy/",
  resourceTypes: typesOfKinds("NetworkPolicy"),
  check: (policy, { graph }) => {
    if (!hasDataplaneV2(graph)) return [];
    const rules = objectsIn(objectIn(manifestOf(policy), "spec"), "ingress");
    return rules.map((rule, index) => judge(onlyBlocks(rule), `spec.ingress.${index}.from`));
  },
  examples: {
    pass: example([
      { ipBlock: { cidr: "0.0.0.0/0" } },
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } },
      },
    ]),
    fail: example([{ ipBlock: { cidr: "0.0.0.0/0" } }]),
  },
};

/** Autopilot clusters always have it. https://cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2 */
function hasDataplaneV2(graph: ResourceGraph): boolean {
  return graph
    .ofType("google_container_cluster")
    .some(({ body }) => body.datapath_provider === "ADVANCED_DATAPATH" || isTrue(body.enable_autopilot ?? false));
}

/** The blocks of a rule that has no other peers. */
function onlyBlocks(rule: JsonObject): JsonObject[] {
  const peers = objectsIn(rule, "from");
  const blocks = peers.filter(({ ipBlock }) => ipBlock !== undefined);
  return blocks.length === peers.length ? blocks.map((peer) => objectIn(peer, "ipBlock")) : [];
}

function judge(blocks: readonly JsonObject[], path: string): Outcome {
  if (blocks.some(({ cidr }) => isInternet(cidr)))
    return fail("An ipBlock for all addresses admits no pod and no node of the cluster.", path);
  const unknown = blocks.find(({ cidr }) => typeof cidr === "string" && cidr.startsWith("${"));
  return unknown === undefined ? PASS : undecided(path, String(unknown.cidr));
}

function example(from: JsonObject[]): JsonObject {
  const { resource } = manifestExample({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "allow-webhook", namespace: "policies" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from, ports: [{ protocol: "TCP", port: 9443 }] }] },
  });
  return {
    resource: {
      ...(resource as JsonObject),
      google_container_cluster: { main: { name: "main", datapath_provider: "ADVANCED_DATAPATH" } },
    },
  };
}
