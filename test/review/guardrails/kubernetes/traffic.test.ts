import type { JsonObject } from "../../../../src/review/model";
import { type Case, found, kindsOf, object } from "./found";

const service = (spec: JsonObject, annotations: JsonObject = {}) =>
  object("v1", "Service", { spec: { type: "LoadBalancer", ...spec } }, { annotations });
const gateway = (...servers: JsonObject[]) => object("networking.istio.io/v1", "Gateway", { spec: { servers } });
const listeners = (...list: JsonObject[]) =>
  object("gateway.networking.k8s.io/v1", "Gateway", { spec: { listeners: list } });
const peers = (spec: JsonObject) => object("security.istio.io/v1", "PeerAuthentication", { spec });
const endpoint = (percent: JsonObject["x"]) =>
  object("serving.kserve.io/v1beta1", "InferenceService", {
    spec: { predictor: { canaryTrafficPercent: percent ?? null } },
  });
const weights = (...list: readonly (number | string)[]) =>
  object("networking.istio.io/v1", "VirtualService", {
    spec: { http: [{ route: list.map((weight) => ({ weight })) }] },
  });

/** A policy with one rule, and its cluster. */
const admitting = (cluster: JsonObject, rule: JsonObject): JsonObject => {
  const { resource } = object("networking.k8s.io/v1", "NetworkPolicy", {
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [rule] },
  });
  return { resource: { ...(resource as JsonObject), ...cluster } };
};
const GKE = { google_container_cluster: { main: { datapath_provider: "ADVANCED_DATAPATH" } } };
const AUTOPILOT = { google_container_cluster: { main: { enable_autopilot: true } } };
const CALICO = { google_container_cluster: { main: { network_policy: { enabled: true } } } };
const EKS = { aws_eks_cluster: { main: { name: "main" } } };
const block = (cidr: string) => ({ ipBlock: { cidr } });
const KONNECTIVITY = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } },
};

const CASES: readonly Case[] = [
  ["every address on Dataplane V2", "gke-webhook-callers", admitting(GKE, { from: [block("0.0.0.0/0")] }), ["fail"]],
  ["every address on Autopilot", "gke-webhook-callers", admitting(AUTOPILOT, { from: [block("::/0")] }), ["fail"]],
  ["every address with Calico", "gke-webhook-callers", admitting(CALICO, { from: [block("0.0.0.0/0")] }), []],
  ["every address on EKS", "gke-webhook-callers", admitting(EKS, { from: [block("0.0.0.0/0")] }), []],
  ["a network outside", "gke-webhook-callers", admitting(GKE, { from: [block("10.0.0.0/8")] }), []],
  ["an unknown range", "gke-webhook-callers", admitting(GKE, { from: [block("${var.x}")] }), ["undecided"]],
  ["anyone", "gke-webhook-callers", admitting(GKE, { ports: [{ port: 443 }] }), []],
  ["and the agent", "gke-webhook-callers", admitting(GKE, { from: [block("0.0.0.0/0"), KONNECTIVITY] }), []],
  ["ranges", "service-load-balancer-private", service({ loadBalancerSourceRanges: ["10.0.0.0/8"] }), []],
  ["every range", "service-load-balancer-private", service({ loadBalancerSourceRanges: ["0.0.0.0/0"] }), ["fail"]],
  ["unknown ranges", "service-load-balancer-private", service({ loadBalancerSourceRanges: "${var.x}" }), ["undecided"]],
  [
    "Google's annotation",
    "service-load-balancer-private",
    service({}, { "networking.gke.io/load-balancer-type": "Internal" }),
    [],
  ],
  [
    "facing the internet",
    "service-load-balancer-private",
    service({}, { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" }),
    ["fail"],
  ],
  ["no load balancer", "service-load-balancer-private", service({ type: "ClusterIP" }), []],
  [
    "a service of another API",
    "service-load-balancer-private",
    object("acme.com/v1", "Service", { spec: { type: "LoadBalancer" } }),
    [],
  ],
  ["a redirect", "gateway-tls", gateway({ port: { number: 80, protocol: "HTTP" }, tls: { httpsRedirect: true } }), []],
  ["a plain port", "gateway-tls", gateway({ port: { number: 80, protocol: "HTTP" } }), ["fail"]],
  [
    "an old version",
    "gateway-tls",
    gateway({ port: { number: 443, protocol: "HTTPS" }, tls: { minProtocolVersion: "TLSV1_0" } }),
    ["fail"],
  ],
  ["a plain listener alone", "gateway-tls", listeners({ port: 80, protocol: "HTTP" }), ["fail"]],
  [
    "a plain listener next to a secure one",
    "gateway-tls",
    listeners({ port: 80, protocol: "HTTP" }, { port: 443, protocol: "HTTPS" }),
    [],
  ],
  [
    "an ingress with a certificate",
    "gateway-tls",
    object("networking.k8s.io/v1", "Ingress", { spec: { tls: [{ secretName: "a" }] } }),
    [],
  ],
  ["strict", "mesh-mutual-tls", peers({ mtls: { mode: "STRICT" } }), []],
  [
    "an exception for a port",
    "mesh-mutual-tls",
    peers({ mtls: { mode: "STRICT" }, portLevelMtls: { 9090: { mode: "PERMISSIVE" } } }),
    ["fail"],
  ],
  ["inherited", "mesh-mutual-tls", peers({}), []],
  ["a mode known only in a plan", "mesh-mutual-tls", peers({ mtls: { mode: "${var.x}" } }), ["undecided"]],
  [
    "any certificate",
    "mesh-mutual-tls",
    object("networking.istio.io/v1", "DestinationRule", {
      spec: { trafficPolicy: { tls: { insecureSkipVerify: true } } },
    }),
    ["fail"],
  ],
  [
    "every host inside the mesh",
    "virtual-service-hosts",
    object("networking.istio.io/v1", "VirtualService", { spec: { hosts: ["*"], gateways: ["mesh"] } }),
    [],
  ],
  ["0", "canary-traffic", endpoint(0), []],
  ["100", "canary-traffic", endpoint(100), []],
  ["-1", "canary-traffic", endpoint(-1), ["fail"]],
  ["12.5", "canary-traffic", endpoint(12.5), ["fail"]],
  ["a text", "canary-traffic", endpoint("ten"), ["fail"]],
  ["none", "canary-traffic", endpoint(null), []],
  ["an unknown share", "canary-traffic", endpoint("${var.x}"), ["undecided"]],
  ["90 and 10", "canary-traffic", weights(90, 10), []],
  ["90 and 20", "canary-traffic", weights(90, 20), ["fail"]],
  ["one route alone", "canary-traffic", weights(1), []],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});

test("permissive mode is accepted outside production, disabled never", () => {
  expect(found("mesh-mutual-tls", peers({ mtls: { mode: "PERMISSIVE" } }), "staging")).toEqual([]);
  expect(found("mesh-mutual-tls", peers({ mtls: { mode: "DISABLE" } }), "staging")).toHaveLength(1);
});
