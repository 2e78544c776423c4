import type { Attribute } from "../../../model";
import { checkPods } from "../../kubernetes/check-pods";
import { deploymentExample } from "../../kubernetes/example";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, isTrue, undecided } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const podServiceAccount: Rule = {
  id: "pod-service-account",
  title: "Pods have their own service account, or no token",
  why: "Every pod without a service account carries the default account's token: a permission granted to one is granted to all of them.",
  remedy: "Set serviceAccountName, or set automountServiceAccountToken = false if the pod doesn't call the API server.",
  severity: "medium",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
  equivalents: {
    checkov: ["CKV_K8S_38", "CKV_K8S_41"],
    cis: ["Kubernetes 1.12.0 5.1.5", "Kubernetes 1.12.0 5.1.6"],
  },
  resourceTypes: POD_TYPES,
  check: (resource, { graph }) =>
    resource.type.endsWith("ServingRuntime")
      ? [] // The service account is the InferenceService's.
      : checkPods(resource, graph, ({ path }, read) =>
          verdict(path, read("automountServiceAccountToken"), read("serviceAccountName")),
        ),
  examples: {
    pass: deploymentExample({}, { automountServiceAccountToken: false }),
    fail: deploymentExample({}),
  },
};

function verdict(path: string, automount: Attribute, account: Attribute): Outcome[] {
  if (automount.kind === "known" && !isTrue(automount.value)) return [];
  if (account.kind === "known" && account.value !== "default" && account.value !== "") return [];
  if (automount.kind === "unknown") return [undecided(`${path}.automountServiceAccountToken`, automount.expression)];
  if (account.kind === "unknown") return [];
  return [fail("The pod carries the token of the default service account.", `${path}.serviceAccountName`)];
}
