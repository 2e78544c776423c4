import { checkKept } from "../../change";
import { CARRIERS, checkObjectsKept } from "../../kubernetes/objects-kept";
import { FROM_STAGING } from "../../outcomes";
import { planExample } from "../../plan-example";
import type { Rule } from "../../rule";

export const namespaceKept: Rule = {
  id: "namespace-kept",
  title: "No plan deletes or replaces a namespace",
  why: "Kubernetes deletes everything in it: volume claims with their data, secrets, and anything that teams created without Terraform.",
  remedy: "Revert the change that forces replacement; if it is intended, first make sure that the namespace is empty.",
  severity: "high",
  area: "change-safety",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  resourceTypes: ["kubernetes_namespace", "kubernetes_namespace_v1", ...CARRIERS],
  on: "change",
  check: (resource) =>
    CARRIERS.includes(resource.type)
      ? checkObjectsKept(resource, "Namespace", "Everything in it is deleted too.")
      : checkKept(resource, "Everything in it is deleted."),
  examples: {
    pass: planExample({
      type: "kubernetes_namespace_v1",
      actions: ["update"],
      before: { metadata: [{ name: "fraud", labels: {} }] },
      after: { metadata: [{ name: "fraud", labels: { team: "fraud" } }] },
    }),
    fail: planExample({
      type: "kubernetes_namespace_v1",
      actions: ["delete", "create"],
      before: { metadata: [{ name: "fraud" }] },
      after: { metadata: [{ name: "fraud-detection" }] },
      replacePaths: [["metadata", "0", "name"]],
    }),
  },
};
