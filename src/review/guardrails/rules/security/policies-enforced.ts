import type { JsonObject, Resource } from "../../../model";
import { conclude, expressionIn } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { groupOf, kindOf, manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { fail, IN_PROD } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

const KYVERNO = new Set(["kyverno.io", "policies.kyverno.io"]);

export const policiesEnforced: Rule = {
  id: "policies-enforced",
  title: "Admission policies are enforced in production",
  why: "A policy that only reports still admits an unsigned image.",
  remedy: "Set validationActions to Deny or failureAction to Enforce, and failurePolicy to Fail.",
  severity: "high",
  area: "security",
  enforcement: IN_PROD,
  link: "https://kyverno.io/docs/policy-types/cluster-policy/validate/#failure-action",
  equivalents: { cis: ["Kubernetes 1.12.0 5.5.1"] },
  resourceTypes: [
    "kubernetes/ClusterPolicy",
    "kubernetes/Policy",
    "kubernetes/ValidatingPolicy",
    "kubernetes/NamespacedValidatingPolicy",
    "kubernetes/ImageValidatingPolicy",
    "kubernetes/NamespacedImageValidatingPolicy",
  ],
  check: (policy, { strictness }) => {
    if (strictness !== "prod" || !KYVERNO.has(groupOf(policy))) return [];
    const faults = [...actionFaults(policy), ...failureFaults(objectIn(manifestOf(policy), "spec"))];
    return conclude(policy, faults, "spec.validationActions", "spec.validationFailureAction", "spec.failurePolicy");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "policies.kyverno.io/v1",
      kind: "ImageValidatingPolicy",
      metadata: { name: "signed-images" },
      spec: { validationActions: ["Deny"] },
    }),
    fail: manifestExample({
      apiVersion: "policies.kyverno.io/v1",
      kind: "ImageValidatingPolicy",
      metadata: { name: "signed-images" },
      spec: { validationActions: ["Audit"] },
    }),
  },
};

function actionFaults(policy: Resource): Outcome[] {
  const spec = objectIn(manifestOf(policy), "spec");
  if (!kindOf(policy).endsWith("ValidatingPolicy")) return ruleFaults(spec);
  const actions = textsIn(spec, "validationActions");
  if (actions.includes("Deny") || expressionIn(spec.validationActions) !== undefined) return [];
  const what = actions.length === 0 ? "It sets no action" : `Its only action is ${actions.join(", ")}`;
  return [fail(`${what}.`, "spec.validationActions")];
}

/** The older kind: the action is set by each rule or by its policy; the default only reports. */
function ruleFaults(spec: JsonObject): Outcome[] {
  return objectsIn(spec, "rules").flatMap((rule, index) => {
    const parts = [
      ...(rule.validate === undefined ? [] : [objectIn(rule, "validate")]),
      ...objectsIn(rule, "verifyImages"),
    ];
    const weak = parts.filter(
      ({ failureAction }) =>
        String(failureAction ?? spec.validationFailureAction ?? "Audit").toLowerCase() !== "enforce",
    );
    return weak.length > 0 ? [fail(`Rule ${String(rule.name)} only reports.`, `spec.rules.${index}`)] : [];
  });
}

function failureFaults({ failurePolicy }: JsonObject): Outcome[] {
  return failurePolicy === "Ignore"
    ? [fail("Everything is admitted while Kyverno is unavailable.", "spec.failurePolicy")]
    : [];
}
