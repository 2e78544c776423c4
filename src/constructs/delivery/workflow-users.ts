import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { serviceAccountToken } from "../kubernetes/service-account-token";
import { granted } from "./granted";

/**
 * Service accounts for users of the Argo Workflows web interface. Its server picks the account whose rule matches the
 * user's claims, highest precedence first, in the requested namespace and in its own:
 * https://argo-workflows.readthedocs.io/en/latest/argo-server-sso/#sso-rbac
 */
export const WORKFLOW_USERS = { admin: "workflows-admin", reader: "workflows-reader", team: "workflows-team" } as const;

const PRECEDENCE = { reader: 0, team: 1, admin: 2 } as const;

/** Where the server looks up the token of an account. */
const tokenOf = (account: string) => `${account}.service-account-token`;

/** Secrets with the tokens of the accounts, which the server reads. */
export const WORKFLOW_USER_TOKENS = Object.values(WORKFLOW_USERS).map(tokenOf);

/**
 * In the server's own namespace: members of the admin group may manage all workflows, including releases; every other
 * signed-in user gets an account without permissions, until a namespace grants it some.
 */
export function workflowUsers(adminGroup: string): Manifest[] {
  const namespace = NAMESPACES["argo-workflows"];
  const { admin, reader } = WORKFLOW_USERS;
  const apiVersion = "rbac.authorization.k8s.io/v1";
  return [
    ...account(admin, namespace, inGroups([adminGroup]), PRECEDENCE.admin),
    ...account(reader, namespace, "true", PRECEDENCE.reader),
    { apiVersion, kind: "ClusterRole", metadata: { name: admin }, rules: [...MANAGES] },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata: { name: admin },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: admin },
      subjects: [{ kind: "ServiceAccount", name: admin, namespace }],
    },
  ];
}

/** In a team's namespace: its groups can use the workflows there, including the runs of their pipelines. */
export function teamWorkflowUser(team: string, groups: readonly string[]): Manifest[] {
  const name = WORKFLOW_USERS.team;
  if (groups.length === 0) return [];
  return [...account(name, team, inGroups(groups), PRECEDENCE.team), ...granted(name, team, name, team, MANAGES)];
}

/**
 * In a namespace whose workflows everyone may view. Only the admin group resumes or stops a release there: permission
 * to change a workflow is permission to run anything with its account.
 */
export function workflowReaders(namespace: string): Manifest[] {
  const { reader } = WORKFLOW_USERS;
  return granted(reader, namespace, reader, NAMESPACES["argo-workflows"], READS);
}

/** An expression of Expr: https://expr-lang.org/docs/language-definition */
function inGroups(groups: readonly string[]): string {
  return groups.map((group) => `${JSON.stringify(group)} in groups`).join(" || ");
}

function account(name: string, namespace: string, rule: string, precedence: number): Manifest[] {
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name,
        namespace,
        annotations: {
          "workflows.argoproj.io/rbac-rule": rule,
          "workflows.argoproj.io/rbac-rule-precedence": String(precedence),
        },
      },
      automountServiceAccountToken: false,
    },
    serviceAccountToken(name, namespace, tokenOf(name)),
  ];
}

const WORKFLOWS = ["workflows", "workflowtemplates", "cronworkflows", "workfloweventbindings"];

const READS: readonly JsonObject[] = [
  { apiGroups: ["argoproj.io"], resources: WORKFLOWS, verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] },
  { apiGroups: [""], resources: ["events"], verbs: ["list", "watch"] },
];

/** Resuming, stopping and retrying are updates of a workflow. */
const MANAGES: readonly JsonObject[] = [
  ...READS,
  { apiGroups: ["argoproj.io"], resources: WORKFLOWS, verbs: ["create", "update", "patch", "delete"] },
];
