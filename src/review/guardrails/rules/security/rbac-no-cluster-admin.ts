import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { ALWAYS, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Groups that include everyone or already have every permission. */
const CROWDS: Readonly<Record<string, string>> = {
  "system:anonymous": "anyone who can reach the API server",
  "system:authenticated": "anyone with an account, including every cloud account",
  "system:masters": "a group that bypasses every policy",
  "system:serviceaccounts": "every pod in the cluster",
  "system:unauthenticated": "anyone who can reach the API server",
};

export const rbacNoClusterAdmin: Rule = {
  id: "rbac-no-cluster-admin",
  title: "cluster-admin is not bound, and no role is bound to broad groups",
  why: "One stolen token of such a subject exposes the whole cluster and, through its identities, the cloud account.",
  remedy:
    "Bind admin or edit in a namespace, or a role that lists what is needed; give administrators access through the cloud's access entries.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  equivalents: {
    checkov: ["CKV_K8S_42"],
    cis: ["Kubernetes 1.12.0 5.1.1", "Kubernetes 1.12.0 5.1.7"],
  },
  resourceTypes: typesOfKinds("RoleBinding", "ClusterRoleBinding"),
  check: (binding) => {
    const manifest = manifestOf(binding);
    const subjects = objectsIn(manifest, "subjects");
    const names = subjects.map(({ name }) => String(name));
    const faults: Outcome[] = [
      ...(objectIn(manifest, "roleRef").name === "cluster-admin"
        ? [fail(`${names.join(", ")} may do everything.`, "roleRef.name")]
        : []),
      ...subjects.flatMap(({ kind, name }) => {
        const crowd = Object.hasOwn(CROWDS, String(name)) ? CROWDS[String(name)] : undefined;
        if (crowd !== undefined) return [fail(`${String(name)} is ${crowd}.`, "subjects")];
        return kind === "ServiceAccount" && name === "default"
          ? [fail("Every pod without its own service account uses the default one.", "subjects")]
          : [];
      }),
    ];
    return conclude(binding, faults, "roleRef", "subjects");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "team", namespace: "fraud" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "fraud-team" }],
    }),
    fail: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      metadata: { name: "pipelines" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "ServiceAccount", name: "pipelines", namespace: "kubeflow" }],
    }),
  },
};
