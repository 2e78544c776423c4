import { type Attribute, isObject, type Resource, type ResourceGraph } from "../../../model";
import { attributeAt } from "../../kubernetes/attribute-at";
import { judge } from "../../kubernetes/check-pods";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, typesOfKinds } from "../../kubernetes/manifest";
import { FROM_STAGING } from "../../outcomes";
import type { Rule } from "../../rule";

const ENFORCE = "pod-security.kubernetes.io/enforce";

export const namespacePodSecurity: Rule = {
  id: "namespace-pod-security",
  title: "Namespaces refuse pods that could take over their node",
  why: "Rules on manifests see what passes through Terraform; the API server sees everything, and refuses nothing by itself.",
  remedy: `Label the namespace ${ENFORCE}: restricted, or baseline where a chart can't do better.`,
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
  equivalents: { cis: ["Kubernetes 1.12.0 5.2.1"] },
  resourceTypes: typesOfKinds("Namespace"),
  check: (namespace, { graph }) => [
    judge(
      levelOf(graph, namespace),
      "metadata.labels",
      (level) => level === "restricted" || level === "baseline",
      `Its pods may be anything: no label ${ENFORCE} of restricted or baseline.`,
      "privileged",
    ),
  ],
  examples: {
    pass: manifestExample({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "fraud", labels: { [ENFORCE]: "restricted" } },
    }),
    fail: manifestExample({ apiVersion: "v1", kind: "Namespace", metadata: { name: "fraud" } }),
  },
};

/** The label's own name has dots in it, so the labels are read as a whole. */
function levelOf(graph: ResourceGraph, namespace: Resource): Attribute {
  const labels = attributeAt(graph, namespace, manifestOf(namespace), "metadata.labels");
  return labels.kind === "known" && isObject(labels.value) ? graph.resolve(namespace, labels.value[ENFORCE]) : labels;
}
