import type { JsonObject, Resource, ResourceGraph } from "../../../model";
import { groupOf, manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** Charts that imply custom images: an admission controller or a model server. */
const CHARTS = ["kserve-resources", "kyverno"];

export const signedImagesEnforced: Rule = {
  id: "signed-images-enforced",
  title: "Production runs only signed images",
  why: "Anyone who can push to the registry or a model bucket can put anything into production. A digest identifies an image, but not who built it.",
  remedy:
    "Add a policy that verifies and enforces signatures: a ClusterPolicy with verifyImages and failureAction: Enforce, or an ImageValidatingPolicy with validationActions: [Deny].",
  severity: "high",
  area: "reproducibility",
  enforcement: IN_PROD,
  link: "https://slsa.dev/spec/v1.0/verifying-artifacts",
  resourceTypes: ["helm_release"],
  check: (release, { graph, strictness }) => {
    const chart = graph.attribute(release, "chart");
    if (strictness !== "prod" || chart.kind !== "known" || !CHARTS.includes(String(chart.value))) return [];
    const states = policiesIn(graph).map(stateOf);
    if (states.includes("enforced")) return [PASS];
    if (states.includes("unknown")) return [undecided("spec", "an expression in the signature policy")];
    const what = states.length === 0 ? "No signature policy is defined" : "The signature policy only reports";
    return [fail(`${what} for ${String(chart.value)}.`)];
  },
  examples: {
    pass: example("Enforce"),
    fail: example("Audit"),
  },
};

type State = "enforced" | "reported" | "unknown";

/** Kyverno policies that verify images. */
function policiesIn(graph: ResourceGraph): Resource[] {
  const classic = graph
    .ofType("kubernetes/ClusterPolicy", "kubernetes/Policy")
    .filter((policy) => groupOf(policy) === "kyverno.io" && imageRules(policy).length > 0);
  const validating = graph
    .ofType("kubernetes/ImageValidatingPolicy", "kubernetes/NamespacedImageValidatingPolicy")
    .filter((policy) => groupOf(policy) === "policies.kyverno.io");
  return [...classic, ...validating];
}

function specOf(policy: Resource): JsonObject {
  return objectIn(manifestOf(policy), "spec");
}

function imageRules(policy: Resource): JsonObject[] {
  return objectsIn(specOf(policy), "rules").flatMap((rule) => objectsIn(rule, "verifyImages"));
}

/** One rule that enforces is enough: others may still be rolling out. */
function stateOf(policy: Resource): State {
  const spec = specOf(policy);
  const actions = policy.type.endsWith("ImageValidatingPolicy")
    ? textsIn(spec, "validationActions")
    : imageRules(policy).map(({ failureAction }) => String(failureAction ?? spec.validationFailureAction ?? "Audit"));
  if (actions.some((action) => ["deny", "enforce"].includes(action.toLowerCase()))) return "enforced";
  return actions.some((action) => action.includes("${")) ? "unknown" : "reported";
}

function example(failureAction: string): JsonObject {
  return {
    resource: {
      helm_release: { kyverno: { name: "kyverno", chart: "kyverno", version: "3.9.0" } },
      kubernetes_manifest: {
        signed_images: {
          manifest: {
            apiVersion: "kyverno.io/v1",
            kind: "ClusterPolicy",
            metadata: { name: "signed-images" },
            spec: {
              rules: [
                {
                  name: "signature",
                  match: { any: [{ resources: { kinds: ["Pod"] } }] },
                  verifyImages: [{ imageReferences: ["registry.example.com/*"], failureAction }],
                },
              ],
            },
          },
        },
      },
    },
  };
}
