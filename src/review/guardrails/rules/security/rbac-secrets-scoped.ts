import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { typesOfKinds } from "../../kubernetes/manifest";
import { covers, type RoleRule, roleRules } from "../../kubernetes/role-rules";
import { FROM_STAGING, fail } from "../../outcomes";
import type { Rule } from "../../rule";

export const rbacSecretsScoped: Rule = {
  id: "rbac-secrets-scoped",
  title: "Roles don't read secrets cluster-wide",
  why: "They include every team's credentials and every controller's tokens; permission to list is permission to read.",
  remedy: "Use a Role in the namespace, or list the secrets in resourceNames.",
  severity: "high",
  area: "security",
  enforcement: FROM_STAGING,
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
  equivalents: { cis: ["Kubernetes 1.12.0 5.1.2"] },
  resourceTypes: typesOfKinds("ClusterRole"),
  check: (role) => {
    const faults = roleRules(role)
      .filter(readsSecrets)
      .map(({ verbs, path }) => fail(`It may ${verbs.join(", ")} every secret in its scope.`, path));
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
