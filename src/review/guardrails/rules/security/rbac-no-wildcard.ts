import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { typesOfKinds } from "../../kubernetes/manifest";
import { type RoleRule, roleRules } from "../../kubernetes/role-rules";
import { ALWAYS, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

export const rbacNoWildcard: Rule = {
  id: "rbac-no-wildcard",
  title: "Kubernetes roles list their verbs and resources",
  why: "A wildcard also covers resources that are installed later, including secrets, roles and webhooks.",
  remedy: "List apiGroups, resources and verbs.",
  severity: "high",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
  equivalents: { checkov: ["CKV_K8S_49"], cis: ["Kubernetes 1.12.0 5.1.3"] },
  resourceTypes: typesOfKinds("Role", "ClusterRole"),
  check: (role) => {
    const faults = roleRules(role).flatMap(faultsOf);
    return conclude(role, faults, "rules");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "reader", namespace: "fraud" },
      rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] }],
    }),
    fail: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "everything", namespace: "fraud" },
      rules: [{ apiGroups: [""], resources: ["*"], verbs: ["get"] }],
    }),
  },
};

function faultsOf({ resources, verbs, path }: RoleRule): Outcome[] {
  return [
    ...(resources.includes("*") ? [fail("It covers every resource of its API groups.", `${path}.resources`)] : []),
    ...(verbs.includes("*") ? [fail(`It allows every verb on ${resources.join(", ")}.`, `${path}.verbs`)] : []),
  ];
}
