import type { JsonObject } from "../../../../src/review/model";
import { type Case, kindsOf, object } from "./found";

const role = (...rules: JsonObject[]) => object("rbac.authorization.k8s.io/v1", "ClusterRole", { rules });
const binding = (roleName: string, subject: JsonObject) =>
  object("rbac.authorization.k8s.io/v1", "RoleBinding", { roleRef: { name: roleName }, subjects: [subject] });

const CASES: readonly Case[] = [
  ["a star of resources and verbs", "rbac-no-wildcard", role({ resources: ["*"], verbs: ["*"] }), ["fail", "fail"]],
  ["rules that only a plan shows", "rbac-no-wildcard", role({ resources: "${var.x}", verbs: ["get"] }), ["undecided"]],
  [
    "cluster-admin in a namespace",
    "rbac-no-cluster-admin",
    binding("cluster-admin", { kind: "Group", name: "a" }),
    ["fail"],
  ],
  [
    "all authenticated users",
    "rbac-no-cluster-admin",
    binding("view", { kind: "Group", name: "system:authenticated" }),
    ["fail"],
  ],
  [
    "the default account",
    "rbac-no-cluster-admin",
    binding("view", { kind: "ServiceAccount", name: "default" }),
    ["fail"],
  ],
  ["a group called default", "rbac-no-cluster-admin", binding("view", { kind: "Group", name: "default" }), []],
  [
    "a group named like an object method",
    "rbac-no-cluster-admin",
    binding("view", { kind: "Group", name: "constructor" }),
    [],
  ],
  ["impersonation", "rbac-no-escalation", role({ resources: ["users"], verbs: ["impersonate"] }), ["fail"]],
  [
    "a named object as limit",
    "rbac-no-escalation",
    role({ resources: ["roles"], resourceNames: ["a"], verbs: ["bind"] }),
    [],
  ],
  ["tokens", "rbac-no-escalation", role({ resources: ["serviceaccounts/token"], verbs: ["create"] }), ["fail"]],
  ["roles without escalation", "rbac-no-escalation", role({ resources: ["roles"], verbs: ["get", "create"] }), []],
  ["everything with roles", "rbac-no-escalation", role({ resources: ["roles"], verbs: ["*"] }), ["fail", "fail"]],
  [
    "secrets of another API group",
    "rbac-secrets-scoped",
    role({ apiGroups: ["acme.com"], resources: ["secrets"], verbs: ["get"] }),
    [],
  ],
  ["writing secrets", "rbac-secrets-scoped", role({ apiGroups: [""], resources: ["secrets"], verbs: ["create"] }), []],
  ["all of the core", "rbac-secrets-scoped", role({ apiGroups: [""], resources: ["*"], verbs: ["list"] }), ["fail"]],
];

test.each(CASES)("%s: %s", (_, id, json, kinds) => {
  expect(kindsOf(id, json)).toEqual(kinds);
});
