import { deployment, manifestExample } from "../../kubernetes/example";
import { groupOf, manifestOf, namespaceOf, objectIn, typesOfKinds } from "../../kubernetes/manifest";
import { POD_TYPES } from "../../kubernetes/pods";
import { FROM_STAGING, fail, PASS } from "../../outcomes";
import type { Rule } from "../../rule";

export const defaultNamespace: Rule = {
  id: "default-namespace",
  title: "Nothing runs in the default namespace",
  why: "It has no owner, quota or policy, and everything in it shares one service account.",
  remedy: "Set a namespace in metadata.namespace.",
  severity: "low",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  equivalents: { checkov: ["CKV_K8S_21"], cis: ["Kubernetes 1.12.0 5.6.4"] },
  resourceTypes: [...new Set([...POD_TYPES, ...typesOfKinds("ConfigMap", "Secret", "Role", "RoleBinding")])].filter(
    (type) => !type.startsWith("kubernetes/Cluster"),
  ),
  check: (resource) => {
    const { name } = objectIn(manifestOf(resource), "metadata");
    const namespace = namespaceOf(resource);
    // The API server's own service lives there.
    if (name === "kubernetes" && groupOf(resource) === "") return [];
    return namespace === undefined || namespace === null || namespace === "default" || namespace === ""
      ? [fail("It is in the default namespace.", "metadata.namespace")]
      : [PASS];
  },
  examples: {
    pass: manifestExample(deployment({})),
    fail: manifestExample({ ...deployment({}), metadata: { name: "scorer" } }),
  },
};
