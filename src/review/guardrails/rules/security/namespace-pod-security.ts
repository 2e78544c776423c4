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
  title: "Namespaces enforce Pod Security Standards",
  why: "These rules only check manifests that Terraform applies; the API server sees every pod, but rejects none without the label.",
  remedy: `Label the namespace ${ENFORCE}: restricted, or baseline if a chart requires it.`,
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
      `It enforces no Pod Security Standard: no label ${ENFORCE} with restricted or baseline.`,
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

/** The label's name contains dots, so the labels are read as a whole. */
function levelOf(graph: ResourceGraph, namespace: Resource): Attribute {
  const labels = attributeAt(graph, namespace, manifestOf(namespace), "metadata.labels");
  return labels.kind === "known" && isObject(labels.value) ? graph.resolve(namespace, labels.value[ENFORCE]) : labels;
}
