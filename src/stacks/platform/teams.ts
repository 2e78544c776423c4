import type { ComponentName } from "../../catalogue/component";
import { teamWorkflowUser } from "../../constructs/delivery/workflow-users";
import type { Component } from "../../constructs/kubernetes/component";
import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { Team } from "../../constructs/kubernetes/team";
import { PipelinesWorkspace } from "../../constructs/pipelines/pipelines-workspace";
import type { Environment, Platform } from "../../environment/environment";
import { gitHostOf, gitServerOf } from "../../environment/repository";
import type { Construct } from "../../framework/terraform";
import { waitFor } from "../../framework/wait-for";
import type { CloudFacts } from "./cloud-facts";

/**
 * Components that act on objects in the namespaces of teams. Those have finalizers of KServe, Knative and others: the
 * namespace of a team is removed first, because without the component it would never end.
 */
const OPERATORS: readonly ComponentName[] = [
  "external-secrets",
  "kyverno",
  "kueue",
  "knative",
  "kserve",
  "argo-workflows",
  "kubeflow-trainer",
  "katib",
  "notebooks",
];

/** A namespace for each team, with the platform's queues and policies, and what the components need in it. */
export function addTeams(
  scope: Construct,
  teams: Platform["teams"],
  components: ReadonlyMap<ComponentName, Component>,
  facts: CloudFacts,
): void {
  const lastOf = (...names: readonly ComponentName[]) => names.flatMap((name) => components.get(name)?.last ?? []);
  for (const team of teams) {
    const { name, members = [] } = team;
    const built = new Team(scope, `team-${name}`, { ...team, ...(components.has("kueue") && { queue: name }) });
    waitFor(built, ...lastOf(...OPERATORS));
    const workflows = components.has("argo-workflows") ? [addWorkflowUsers(scope, team)] : [];
    for (const bundle of workflows) waitFor(bundle, built);
    // Without pipelines, too: the account has the team's identity, which MLflow and the buckets allow.
    const workspace = new PipelinesWorkspace(scope, `team-${name}-pipelines`, {
      team: name,
      members,
      identity: facts.teamIdentity(name),
      bucket: facts.bucket("pipelines"),
      engine: (["kubeflow-pipelines", "argo-workflows"] as const).find((name) => components.has(name)) ?? "none",
    });
    waitFor(workspace, built, ...workflows, ...lastOf("kubeflow-pipelines"));
  }
}

/** Who may use a team's workflows. */
function addWorkflowUsers(scope: Construct, { name, groups }: Platform["teams"][number]): ManifestBundle {
  return new ManifestBundle(scope, `team-${name}-workflows`, {
    name: "workflow-users",
    namespace: name,
    manifests: teamWorkflowUser(name, groups),
  });
}

/** Teams deploy from the repositories of their own organization. */
export function repositoriesOf(environment: Pick<Environment, "cloud" | "repository">): string[] {
  const [owner = ""] = environment.repository.split("/");
  return [`${gitServerOf(environment)}/${owner}/*`, `git@${gitHostOf(environment)}:${owner}/*`];
}
