import { checkKept, kindBefore } from "../../change";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

/** Charts whose templates hold resource definitions, so that Helm deletes them with the release. */
const WITH_DEFINITIONS = new Set(["base", "external-secrets", "knative-operator", "kueue", "kyverno"]);

export const customResourcesKept: Rule = {
  id: "custom-resources-kept",
  title: "No plan takes resource definitions away from under their resources",
  why: "With a definition Kubernetes deletes every resource of its kind, in all namespaces: models, certificates, queues, monitors.",
  remedy: "Upgrade the release in place; when it is meant, see first that no resource of its kinds is left.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition",
  resourceTypes: ["helm_release", "kubernetes_manifest"],
  on: "change",
  check: (resource) => {
    const before = resource.change?.before ?? {};
    const chart = String(before.chart ?? "").replace(/^.*\//, "");
    const carries =
      resource.type === "helm_release"
        ? WITH_DEFINITIONS.has(chart) || /-crds?$/.test(chart)
        : kindBefore(resource) === "CustomResourceDefinition";
    return carries ? checkKept(resource, "Every resource of its kinds goes with it.") : [];
  },
  examples: {
    pass: planExample({
      type: "helm_release",
      actions: ["update"],
      before: { chart: "kserve-crd", version: "v0.19.0" },
      after: { chart: "kserve-crd", version: "v0.20.0" },
    }),
    fail: planExample({
      type: "helm_release",
      actions: ["delete"],
      before: { chart: "kserve-crd", version: "v0.20.0" },
    }),
  },
};
