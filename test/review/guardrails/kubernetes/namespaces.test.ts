import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { type Case, found, kindsOf, object } from "./found";

const CASES: readonly Case[] = [
  [
    "privileged pods",
    "namespace-pod-security",
    object("v1", "Namespace", {}, { labels: { "pod-security.kubernetes.io/enforce": "privileged" } }),
    ["fail"],
  ],
  [
    "labels known only in a plan",
    "namespace-pod-security",
    object("v1", "Namespace", {}, { labels: "${var.x}" }),
    ["undecided"],
  ],
  ["no namespace set", "default-namespace", manifestExample({ ...deployment({}), metadata: { name: "a" } }), ["fail"]],
  [
    "a reference",
    "default-namespace",
    manifestExample({ ...deployment({}), metadata: { name: "a", namespace: "${kubernetes_namespace.a.id}" } }),
    [],
  ],
  [
    "an AWS class",
    "storage-class-encrypted",
    {
      resource: {
        kubernetes_storage_class_v1: {
          a: { storage_provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } },
        },
      },
    },
    [],
  ],
  [
    "an unencrypted AWS class",
    "storage-class-encrypted",
    { resource: { kubernetes_storage_class_v1: { a: { storage_provisioner: "ebs.csi.aws.com" } } } },
    ["fail"],
  ],
  [
    "a Google class",
    "storage-class-encrypted",
    { resource: { kubernetes_storage_class: { a: { storage_provisioner: "pd.csi.storage.gke.io" } } } },
    [],
  ],
  [
    "claim templates",
    "volume-claim-class",
    object("apps/v1", "StatefulSet", {
      spec: { volumeClaimTemplates: [{ spec: {} }, { spec: { storageClassName: "a" } }] },
    }),
    ["fail"],
  ],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});

describe("a namespace is closed by a policy", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "fraud" } };
  const closing = (spec: JsonObject, name = "fraud") => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "deny", namespace: name },
    spec,
  });
  const DENY = { podSelector: {}, policyTypes: ["Ingress"] };

  test.each<[string, JsonObject, number]>([
    ["for all its pods", closing(DENY), 0],
    ["with nothing said of types", closing({ podSelector: {} }), 0],
    ["with exceptions", closing({ ...DENY, ingress: [{ from: [{ podSelector: {} }] }] }), 0],
    ["but not one of another namespace", closing(DENY, "other"), 1],
    ["but not one for some pods", closing({ ...DENY, podSelector: { matchLabels: { app: "a" } } }), 1],
    ["but not one for outgoing traffic", closing({ podSelector: {}, policyTypes: ["Egress"] }), 1],
    ["but not one that admits everyone", closing({ ...DENY, ingress: [{}] }), 1],
  ])("%s", (_, policy, count) => {
    expect(found("namespace-network-policy", manifestExample(namespace, policy))).toHaveLength(count);
  });

  test("that names it by reference", () => {
    const json = {
      resource: {
        kubernetes_namespace_v1: { a: { metadata: { name: "fraud" } } },
        kubernetes_network_policy_v1: {
          a: {
            metadata: { name: "deny", namespace: "${kubernetes_namespace_v1.a.metadata[0].name}" },
            spec: { pod_selector: {}, policy_types: ["Ingress"], ingress: [] },
          },
        },
      },
    };
    expect(found("namespace-network-policy", json)).toEqual([]);
  });
});
