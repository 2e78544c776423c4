import { checkKept } from "../../change";
import { CARRIERS, checkObjectsKept } from "../../kubernetes/objects-kept";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

/** Charts whose templates include custom resource definitions, which Helm deletes with the release. */
const WITH_DEFINITIONS = new Set(["base", "external-secrets", "knative-operator", "kueue", "kyverno"]);

export const customResourcesKept: Rule = {
  id: "custom-resources-kept",
  title: "No plan deletes the definitions of custom resources",
  why: "Deleting a definition deletes every resource of its kind in all namespaces: models, certificates, queues, monitors.",
  remedy:
    "Upgrade the release in place; if the deletion is intended, first make sure that no resources of its kinds are left.",
  severity: "critical",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#delete-a-customresourcedefinition",
  resourceTypes: CARRIERS,
  on: "change",
  check: (resource) => {
    const chart = String(resource.change?.before?.chart ?? "").replace(/^.*\//, "");
    const hasDefinitions = WITH_DEFINITIONS.has(chart) || /-crds?$/.test(chart);
    return [
      ...(hasDefinitions ? checkKept(resource, "Every resource of its kinds is deleted.") : []),
      ...checkObjectsKept(resource, "CustomResourceDefinition", "Every resource of its kind is deleted too."),
    ];
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
