import {
  teamWorkflowUser,
  WORKFLOW_USER_TOKENS,
  workflowReaders,
  workflowUsers,
} from "../../../src/constructs/delivery/workflow-users";
import type { Manifest } from "../../../src/constructs/kubernetes/manifest-bundle";
import { releaseAccess } from "../../../src/constructs/models/release/release-access";

const RULE = "workflows.argoproj.io/rbac-rule";

const ALL = [...workflowUsers("ml-admins"), ...teamWorkflowUser("fraud", ["fraud-engineers", 'a "quoted" group'])];

const accounts = (manifests: readonly Manifest[]) => manifests.filter(({ kind }) => kind === "ServiceAccount");

test("every signed-in user has an account, and each account has the token that the server looks up", () => {
  expect(
    accounts(ALL).map(({ metadata }) => [metadata.name, (metadata.annotations as Record<string, string>)[RULE]]),
  ).toEqual([
    ["workflows-admin", '"ml-admins" in groups'],
    ["workflows-reader", "true"],
    ["workflows-team", '"fraud-engineers" in groups || "a \\"quoted\\" group" in groups'],
  ]);
  const tokens = ALL.filter(({ kind }) => kind === "Secret").map(({ metadata }) => metadata.name);
  expect(tokens).toEqual(accounts(ALL).map(({ metadata }) => `${metadata.name}.service-account-token`));
  expect(WORKFLOW_USER_TOKENS).toEqual(tokens);
});

test("an administrator in a team's group is an administrator: the account with the highest precedence wins", () => {
  const precedence = Object.fromEntries(
    accounts(ALL).map(({ metadata }) => [
      metadata.name,
      Number((metadata.annotations as Record<string, string>)[`${RULE}-precedence`]),
    ]),
  );
  const byPrecedence = Object.keys(precedence).sort((a, b) => (precedence[b] ?? 0) - (precedence[a] ?? 0));
  expect(byPrecedence).toEqual(["workflows-admin", "workflows-team", "workflows-reader"]);
  expect(new Set(Object.values(precedence)).size).toBe(3);
});

/** Verbs of an account on workflows, by the namespaces of its roles; `*` is everywhere. */
function verbsOnWorkflows(account: string, manifests: readonly Manifest[]): Record<string, string[]> {
  const roles = manifests.filter(({ kind, metadata }) => kind.endsWith("Role") && metadata.name === account);
  return Object.fromEntries(
    roles.map(({ metadata, rules }) => {
      const found = JSON.parse(JSON.stringify(rules)) as { resources: string[]; verbs: string[] }[];
      const on = found.filter(({ resources }) => resources.includes("workflows"));
      return [metadata.namespace ?? "*", [...new Set(on.flatMap(({ verbs }) => verbs))].sort()];
    }),
  );
}

test("administrators resume an undecided release; everyone else can view it", () => {
  const manifests = [...ALL, ...workflowReaders("model-delivery")];
  // Resuming is an update: https://github.com/argoproj/argo-workflows/blob/v4.0.5/workflow/util/util.go
  expect(verbsOnWorkflows("workflows-admin", manifests)["*"]).toEqual(expect.arrayContaining(["get", "update"]));
  expect(verbsOnWorkflows("workflows-reader", manifests)).toEqual({ "model-delivery": ["get", "list", "watch"] });
  expect(Object.keys(verbsOnWorkflows("workflows-team", manifests))).toEqual(["fraud"]);
});

test("releases are visible: their namespace grants it", () => {
  const access = releaseAccess({
    identity: { namespace: "x", serviceAccount: "x", annotations: {}, podLabels: {}, principal: "x" },
    namespaces: [],
    endpoints: [],
    tokenEntry: "token",
  });
  expect(Object.keys(verbsOnWorkflows("workflows-reader", access))).toEqual(["model-delivery"]);
});

test("no account reads secrets or runs commands in pods", () => {
  const resources = ALL.flatMap(({ rules }) => JSON.parse(JSON.stringify(rules ?? []))).flatMap(
    (rule) => rule.resources,
  );
  expect(resources).not.toContain("secrets");
  expect(resources).not.toContain("pods/exec");
});

test("a team without groups gets no account, because an empty rule would be an error", () => {
  expect(teamWorkflowUser("fraud", [])).toEqual([]);
});
