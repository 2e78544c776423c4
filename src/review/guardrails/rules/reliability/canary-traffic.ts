import type { JsonObject } from "../../../model";
import { manifestExample } from "../../kubernetes/example";
import { kindOf, manifestOf, objectIn, objectsIn } from "../../kubernetes/manifest";
import { ALWAYS, fail, PASS, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const canaryTraffic: Rule = {
  id: "canary-traffic",
  title: "Traffic shares add up to 100 percent",
  why: "An invalid share is rejected by the cluster only after everything before it was applied, or it sends requests nowhere.",
  remedy: "Set canaryTrafficPercent to a whole number from 0 to 100, and make the weights of a route add up to 100.",
  severity: "medium",
  area: "reliability",
  enforcement: ALWAYS,
  link: "https://kserve.github.io/website/docs/model-serving/predictive-inference/rollout-strategies/canary",
  resourceTypes: ["kubernetes/InferenceService", "kubernetes/VirtualService"],
  check: (resource) => {
    const spec = objectIn(manifestOf(resource), "spec");
    const faults = kindOf(resource) === "VirtualService" ? routeFaults(spec) : canaryFaults(spec);
    return faults.length > 0 ? faults : [PASS];
  },
  examples: {
    pass: manifestExample({
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { predictor: { canaryTrafficPercent: 10, model: { modelFormat: { name: "sklearn" } } } },
    }),
    fail: manifestExample({
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: { name: "scorer", namespace: "fraud" },
      spec: { predictor: { canaryTrafficPercent: 110, model: { modelFormat: { name: "sklearn" } } } },
    }),
  },
};

function canaryFaults(spec: JsonObject): Outcome[] {
  return ["predictor", "transformer", "explainer"].flatMap((part) => {
    const percent = objectIn(spec, part).canaryTrafficPercent;
    if (percent === undefined || percent === null) return [];
    if (isExpression(percent)) return [undecided(`spec.${part}.canaryTrafficPercent`, String(percent))];
    const share = Number(percent);
    return Number.isInteger(share) && share >= 0 && share <= 100
      ? []
      : [fail(`${String(percent)} is not a percentage from 0 to 100.`, `spec.${part}.canaryTrafficPercent`)];
  });
}

function routeFaults(spec: JsonObject): Outcome[] {
  return objectsIn(spec, "http").flatMap((http, index) => {
    const weights = objectsIn(http, "route").map(({ weight }) => weight);
    if (weights.length < 2) return [];
    const open = weights.find(isExpression);
    if (open !== undefined) return [undecided(`spec.http.${index}.route`, String(open))];
    const sum = weights.reduce<number>((total, weight) => total + Number(weight ?? 0), 0);
    return sum === 100 ? [] : [fail(`Its weights add up to ${sum}.`, `spec.http.${index}.route`)];
  });
}

function isExpression(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}
