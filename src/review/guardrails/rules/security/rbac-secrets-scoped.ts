import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { typesOfKinds } from "../../kubernetes/manifest";
import { covers, type RoleRule, roleRules } from "../../kubernetes/role-rules";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const rbacSecretsScoped: Rule = {
  id: "rbac-secrets-scoped",
  title: "No role reads the secrets of the whole cluster",
  why: "Among them are the credentials of every team and the tokens of every controller; to list is to read.",
  remedy: "Use a Role in the namespace, or name the secrets in resourceNames.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
  equivalents: { cis: ["Kubernetes 1.12.0 5.1.2"] },
  resourceTypes: typesOfKinds("ClusterRole"),
  check: (role) => {
    const faults = roleRules(role)
      .filter(readsSecrets)
      .map(({ verbs, path }) => fail(`It may ${verbs.join(", ")} every secret where it is bound.`, path));
    return conclude(role, faults, "rules");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "reader" },
      rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["registry"], verbs: ["get"] }],
    }),
    fail: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "reader" },
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }],
    }),
  },
};

function readsSecrets({ groups, resources, verbs, names }: RoleRule): boolean {
  const core = groups.includes("") || groups.includes("*");
  return core && covers(resources, "secrets") && covers(verbs, "get", "list", "watch") && names.length === 0;
}
