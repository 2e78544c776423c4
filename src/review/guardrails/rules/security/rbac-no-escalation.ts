import { conclude } from "../../kubernetes/attribute-at";
import { manifestExample } from "../../kubernetes/example";
import { typesOfKinds } from "../../kubernetes/manifest";
import { covers, type RoleRule, roleRules } from "../../kubernetes/role-rules";
import { ALWAYS, fail } from "../../outcomes";
import type { Outcome, Rule } from "../../rule";

/** Permissions that lead to all others, and how. */
const LADDERS: readonly {
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  readonly how: string;
}[] = [
  {
    verbs: ["escalate"],
    resources: ["roles", "clusterroles"],
    how: "create a role with more permissions than they have",
  },
  { verbs: ["bind"], resources: ["roles", "clusterroles"], how: "bind themselves to any role" },
  {
    verbs: ["impersonate"],
    resources: ["users", "groups", "serviceaccounts", "userextras"],
    how: "impersonate other users",
  },
  { verbs: ["create"], resources: ["serviceaccounts/token"], how: "issue tokens for other service accounts" },
  {
    verbs: ["get", "create"],
    resources: ["nodes/proxy"],
    how: "run commands in every pod, bypassing audit and admission",
  },
  {
    verbs: ["update", "patch"],
    resources: ["certificatesigningrequests/approval"],
    how: "approve certificates for any user",
  },
  {
    verbs: ["create", "update", "patch"],
    resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
    how: "read and change all requests to the API server",
  },
];

export const rbacNoEscalation: Rule = {
  id: "rbac-no-escalation",
  title: "Roles don't allow privilege escalation",
  why: "Anyone who holds one of these permissions can become an administrator with one more step.",
  remedy: "Remove them; if a controller needs one, list the objects in resourceNames.",
  severity: "critical",
  area: "security",
  enforcement: ALWAYS,
  link: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks",
  equivalents: {
    checkov: ["CKV_K8S_155", "CKV_K8S_156", "CKV_K8S_157", "CKV_K8S_158"],
    cis: [
      "Kubernetes 1.12.0 5.1.8",
      "Kubernetes 1.12.0 5.1.10",
      "Kubernetes 1.12.0 5.1.11",
      "Kubernetes 1.12.0 5.1.12",
      "Kubernetes 1.12.0 5.1.13",
    ],
  },
  resourceTypes: typesOfKinds("Role", "ClusterRole"),
  check: (role) => {
    const faults = roleRules(role).flatMap(faultsOf);
    return conclude(role, faults, "rules");
  },
  examples: {
    pass: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "release" },
      rules: [
        {
          apiGroups: ["rbac.authorization.k8s.io"],
          resources: ["clusterroles"],
          resourceNames: ["edit"],
          verbs: ["bind"],
        },
      ],
    }),
    fail: manifestExample({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: "release" },
      rules: [{ apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["bind", "get"] }],
    }),
  },
};

/** Wildcards are checked by rbac-no-wildcard; a rule that lists its objects is limited to them. */
function faultsOf({ resources, verbs, names, path }: RoleRule): Outcome[] {
  if (names.length > 0) return [];
  return LADDERS.filter(
    (ladder) =>
      (ladder.verbs.some((verb) => verbs.includes(verb)) && covers(resources, ...ladder.resources)) ||
      (verbs.includes("*") && ladder.resources.some((resource) => resources.includes(resource))),
  ).map(({ how }) => fail(`Its subjects may ${how}.`, path));
}
