import type { ComponentName } from "../../catalogue/component";
import { teamWorkflowUser } from "../../constructs/delivery/workflow-users";
import { teamRepository } from "../../constructs/kubernetes/artifact-repository";
import type { Component } from "../../constructs/kubernetes/component";
import { ManifestBundle } from "../../constructs/kubernetes/manifest-bundle";
import { Team } from "../../constructs/kubernetes/team";
import { PipelinesWorkspace } from "../../constructs/pipelines/pipelines-workspace";
import type { Environment, Platform } from "../../environment/environment";
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
    const hasPipelines = components.has("kubeflow-pipelines");
    const workflows = components.has("argo-workflows") ? [addWorkflows(scope, team, facts, hasPipelines)] : [];
    for (const bundle of workflows) waitFor(bundle, built);
    if (!hasPipelines) continue;
    const workspace = new PipelinesWorkspace(scope, `team-${name}-pipelines`, {
      team: name,
      members,
      identity: facts.teamIdentity(name),
      bucket: facts.bucket("pipelines"),
    });
    waitFor(workspace, built, ...workflows, ...lastOf("kubeflow-pipelines"));
  }
}

/** Who may use a team's workflows, and where these keep outputs and logs, if the team's pipelines don't say so. */
function addWorkflows(
  scope: Construct,
  { name, groups }: Platform["teams"][number],
  facts: CloudFacts,
  hasPipelines: boolean,
): ManifestBundle {
  const bucket = facts.bucket("pipelines");
  const own = bucket.requiresKey && !hasPipelines;
  return new ManifestBundle(scope, `team-${name}-workflows`, {
    name: "workflow-users",
    namespace: name,
    manifests: [
      ...teamWorkflowUser(name, groups),
      ...(own ? [teamRepository(name, bucket, facts.teamIdentity(name).keySecret)] : []),
    ],
  });
}

/** Teams deploy from the repositories of their own organization. */
export function repositoriesOf({ repository }: Pick<Environment, "repository">): string[] {
  const [owner = ""] = repository.split("/");
  return [`https://github.com/${owner}/*`, `git@github.com:${owner}/*`];
}
