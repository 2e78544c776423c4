import type { JsonObject, Resource, ResourceGraph } from "../../../model";
import { groupOf, manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS, undecided } from "../../outcomes";
import type { Rule } from "../../rule";

/** Charts after which people run images of their own: an admission controller, or a server of models. */
const CHARTS = ["kserve-resources", "kyverno"];

export const signedImagesEnforced: Rule = {
  id: "signed-images-enforced",
  title: "Production runs only images that somebody signed",
  why: "Whoever can push to the registry, or to a bucket of models, can put anything into production; a digest says what runs, and not who made it.",
  remedy:
    "Add a policy that verifies signatures and refuses: a ClusterPolicy with verifyImages and failureAction: Enforce, or an ImageValidatingPolicy with validationActions: [Deny].",
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
    if (states.includes("unknown")) return [undecided("spec", "an expression in the policy of signatures")];
    const what = states.length === 0 ? "There is no policy of signatures" : "The policy of signatures only reports";
    return [fail(`${what} beside ${String(chart.value)}.`)];
  },
  examples: {
    pass: example("Enforce"),
    fail: example("Audit"),
  },
};

type State = "enforced" | "reported" | "unknown";

/** Policies of Kyverno that verify images. */
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

/** One rule that refuses is enough: others may be on their way. */
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
