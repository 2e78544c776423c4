import type { JsonObject, Resource, ResourceGraph } from "../../../model";
import { groupOf, manifestOf, objectIn, objectsIn, textsIn } from "../../kubernetes/manifest";
import { fail, IN_PROD, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

/** What refuses images without a valid signature, and how it says so. */
const VERIFIERS: Readonly<Record<string, (policy: Resource, graph: ResourceGraph) => boolean>> = {
  // https://kyverno.io/docs/policy-types/image-validating-policy/
  "kubernetes/ImageValidatingPolicy": (policy) => {
    const spec = specOf(policy);
    return (
      textsIn(spec, "validationActions").includes("Deny") &&
      objectsIn(spec, "attestors").length > 0 &&
      objectsIn(spec, "validations").some(({ expression }) => /verify\w+Signatures\(/.test(String(expression)))
    );
  },
  // https://kyverno.io/docs/policy-types/cluster-policy/verify-images/
  "kubernetes/ClusterPolicy": (policy) =>
    groupOf(policy) === "kyverno.io" &&
    objectsIn(specOf(policy), "rules").some((rule) =>
      objectsIn(rule, "verifyImages").some(
        ({ failureAction }) =>
          String(failureAction ?? specOf(policy).validationFailureAction ?? "Audit").toLowerCase() === "enforce",
      ),
    ),
  // https://docs.sigstore.dev/policy-controller/overview/
  "kubernetes/ClusterImagePolicy": (policy) => specOf(policy).mode !== "warn",
  // https://cloud.google.com/binary-authorization/docs/policy-yaml-reference
  google_binary_authorization_policy: (policy, graph) => {
    const mode = graph.attribute(policy, "default_admission_rule.evaluation_mode");
    return mode.kind === "known" && mode.value !== "ALWAYS_ALLOW";
  },
};

export const signedImagesEnforced: Rule = {
  id: "signed-images-enforced",
  title: "Production runs signed images only",
  why: "Whoever can push to the registry runs what he likes in production, and nobody can say which commit it was made of.",
  remedy:
    "Add a Kyverno ImageValidatingPolicy with Deny, a ClusterImagePolicy of Sigstore's policy controller, or a Binary Authorization policy that requires attestations.",
  severity: "high",
  area: "reproducibility",
  enforcement: IN_PROD,
  link: "https://slsa.dev/spec/v1.1/verifying-artifacts",
  equivalents: { cis: ["EKS 1.5.0 5.1.4", "GKE 1.6.0 5.10.4"], checkov: ["CKV_GCP_66"] },
  resourceTypes: ["aws_eks_cluster", "google_container_cluster"],
  check: (_, { graph, strictness }) => {
    if (strictness !== "prod") return [];
    const enforced = Object.entries(VERIFIERS).some(([type, enforces]) =>
      graph.ofType(type).some((policy) => enforces(policy, graph)),
    );
    return [enforced ? PASS : fail("Nothing refuses an image that nobody signed.")];
  },
  examples: {
    pass: policyExample({
      validationActions: ["Deny"],
      attestors: [{ name: "workflows", cosign: { key: { kms: "awskms:///alias/images" } } }],
      validations: [
        { expression: "images.containers.map(i, verifyImageSignatures(i, [attestors.workflows])).all(n, n > 0)" },
      ],
    }),
    fail: policyExample({ validationActions: ["Audit"], attestors: [{ name: "workflows" }] }),
  },
};

function specOf(policy: Resource) {
  return objectIn(manifestOf(policy), "spec");
}

/** A cluster with a policy beside it. */
function policyExample(spec: JsonObject): JsonObject {
  const manifest = {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: "signed-images" },
    spec,
  };
  return {
    resource: { aws_eks_cluster: { main: { name: "main" } }, kubernetes_manifest: { signed_images: { manifest } } },
  };
}
