import type { JsonObject, Resource, ResourceGraph } from "../../../model";
import { manifestExample } from "../../kubernetes/example";
import { listIn, manifestOf, namespaceOf, objectIn, objectsIn, textsIn, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

const POLICIES = typesOfKinds("NetworkPolicy");

/** The namespaces that a policy closes, collected from all policies once. */
const CLOSED = new WeakMap<ResourceGraph, ReadonlySet<string>>();

export const namespaceNetworkPolicy: Rule = {
  id: "namespace-network-policy",
  title: "Namespaces deny incoming connections by default",
  why: "Without a policy every pod can reach every other pod: one compromised notebook is a path to the databases.",
  remedy: "Add a NetworkPolicy with an empty podSelector, policyTypes Ingress and no rules, then allow what is needed.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic",
  equivalents: { checkov: ["CKV2_K8S_6"], cis: ["Kubernetes 1.12.0 5.3.2"] },
  resourceTypes: typesOfKinds("Namespace"),
  check: (namespace, { graph }) => {
    const name = objectIn(manifestOf(namespace), "metadata").name;
    return closedNamespaces(graph).has(keyOf(namespace, String(name)))
      ? [PASS]
      : [fail("No policy in this code denies connections to its pods.", "metadata.name")];
  },
  examples: {
    pass: manifestExample(
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "fraud" } },
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "default-deny", namespace: "fraud" },
        spec: { podSelector: {}, policyTypes: ["Ingress"] },
      },
    ),
    fail: manifestExample({ apiVersion: "v1", kind: "Namespace", metadata: { name: "fraud" } }),
  },
};

function closedNamespaces(graph: ResourceGraph): ReadonlySet<string> {
  const known = CLOSED.get(graph);
  if (known) return known;
  const closed = new Set(
    graph
      .ofType(...POLICIES)
      .filter(closesAll)
      .flatMap((policy) => namesOf(graph, policy)),
  );
  CLOSED.set(graph, closed);
  return closed;
}

/** It selects every pod, covers incoming connections, and has no rule that admits everyone. */
function closesAll(policy: Resource): boolean {
  const spec = objectIn(manifestOf(policy), "spec");
  const types = textsIn(spec, "policyTypes");
  const everyPod = Object.values(objectIn(spec, "podSelector")).every((part) => part === null || isEmpty(part));
  return (
    everyPod && (types.length === 0 || types.includes("Ingress")) && !objectsIn(spec, "ingress").some(letsEverybodyIn)
  );
}

/** A rule that names neither sources nor ports. */
function letsEverybodyIn(rule: JsonObject): boolean {
  return listIn(rule, "from").length === 0 && listIn(rule, "ports").length === 0;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** By name, or by reference to the namespace. */
function namesOf(graph: ResourceGraph, policy: Resource): string[] {
  const namespace = graph.resolve(policy, namespaceOf(policy));
  const names =
    namespace.kind === "known"
      ? [namespace.value]
      : graph.references(policy, "metadata.namespace").map((owner) => objectIn(manifestOf(owner), "metadata").name);
  return names.map((name) => keyOf(policy, String(name)));
}

function keyOf({ stack }: Resource, name: string): string {
  return `${stack}\n${name}`;
}
