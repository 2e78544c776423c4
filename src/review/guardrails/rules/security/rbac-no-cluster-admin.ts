import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { manifestOf, objectIn, objectsIn, typesOfKinds } from "../../kubernetes/manifest";
import { ALWAYS, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Who isn't anybody in particular, or is everything already. */
const CROWDS: Readonly<Record<string, string>> = {
  "system:anonymous": "whoever reaches the API server",
  "system:authenticated": "whoever has any account, of the cloud included",
  "system:masters": "a group that no policy holds back",
  "system:serviceaccounts": "every pod of the cluster",
  "system:unauthenticated": "whoever reaches the API server",
};

export const rbacNoClusterAdmin: Rule = {
  id: "rbac-no-cluster-admin",
  title: "Nobody is bound to cluster-admin, and no crowd to anything",
  why: "One stolen token of such a subject is the whole cluster, and through its identities the cloud.",
  remedy:
    "Bind to admin or edit in a namespace, or to a role that names what is needed; administrators come in by the cloud's access entries.",
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
          ? [fail("The default service account is that of every pod that says nothing.", "subjects")]
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
