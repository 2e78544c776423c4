import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { alertBinding } from "../workflows/alert-binding";
import {
  deliveryTemplate,
  ENGINE,
  EVEN_IF_FAILED,
  input,
  parameter,
  TARGET,
  type Template,
  workflowTemplate,
} from "../workflows/workflow";
import type { CanaryReleaseProps } from "./canary-release-props";
import { releaseFile } from "./release-file";

/** Rolls back a challenger on an alert, or when a person names its version. */
export function rollbackWorkflow(props: CanaryReleaseProps): Manifest {
  const only = ["storage-uri", "revision", "since"].flatMap((name) => [`--${name}`, parameter(name)]);
  return workflowTemplate({
    name: "rollback-model",
    parameters: {
      model: undefined,
      namespace: undefined,
      engine: "kserve",
      reason: undefined,
      "storage-uri": "",
      revision: "",
      since: "",
    },
    entrypoint: "main",
    mutex: `rollback-${parameter("model")}`,
    hours: 1,
    ...(props.authorities && { authorities: props.authorities }),
    templates: [{ name: "main", steps: [[rollbackStep(parameter("reason"))]] }, ...rollbackTemplates(props, only)],
  });
}

/** A step that rolls the challenger back. */
export function rollbackStep(reason: string): JsonObject & { readonly name: string } {
  return { name: "rollback", template: "rollback", arguments: { parameters: [{ name: "reason", value: reason }] } };
}

/** @param only arguments that select the version or revision */
export function rollbackTemplates(props: CanaryReleaseProps, only: readonly string[]): Template[] {
  return [
    {
      name: "rollback",
      inputs: { parameters: [{ name: "reason" }] },
      steps: clusterAndGit("rollback-cluster", "commit-recorded", [{ name: "reason", value: input("reason") }]),
    },
    deliveryTemplate(
      "rollback-cluster",
      props.image,
      { args: ["canary", "rollback", ...TARGET, ...ENGINE, ...GIT, "--reason", input("reason"), ...only] },
      { inputs: { parameters: [{ name: "reason" }, { name: "git" }] } },
    ),
    commitRecorded("commit-recorded", props),
  ];
}

/** Whether Git already names the champion. */
export const GIT = ["--git", input("git")] as const;

/** Inputs of a template that `clusterAndGit` runs without further ones. */
export const GIT_INPUT: JsonObject = { inputs: { parameters: [{ name: "git" }] } };

/**
 * Rolls back in the cluster, which takes seconds, and writes the serving version to Git, which may need an approval. If
 * the engine can't return to the champion, the first step only records the rollback: Git comes next, and the cluster
 * follows once Argo CD has deployed the commit. The Git step reads the record of the release, so it runs regardless of
 * the outcome of the first step: a lost pod has no outputs, and a step that refers to them would wait until the
 * deadline.
 *
 * @param cluster template with the input `git`: `pending`, and `committed` after the commit
 * @param commit template that commits what is in the record
 */
export function clusterAndGit(cluster: string, commit: string, more: readonly JsonObject[] = []): JsonObject[][] {
  const step = (git: "pending" | "committed") => ({
    template: cluster,
    arguments: { parameters: [...more, { name: "git", value: git }] },
  });
  return [
    [{ name: "cluster", ...step("pending"), ...EVEN_IF_FAILED }],
    [{ name: "git", template: commit }],
    [{ name: "again", ...step("committed"), when: "{{steps.cluster.status}} != Succeeded" }],
  ];
}

/** Commits the record of the last release: the champion after a rollback, the version after a promotion. */
export function commitRecorded(name: string, props: CanaryReleaseProps, only: readonly string[] = []): Template {
  const args = ["canary", "git-commit", ...TARGET, ...releaseFile(props), "--recorded", ...only];
  return deliveryTemplate(name, props.image, { args, commits: true });
}

/** Triggered by an alert. */
export function rollbackBinding(): Manifest {
  return alertBinding("rollback", "rollback-model", {
    model: "payload.commonLabels.endpoint",
    namespace: "payload.commonLabels.namespace",
    engine: "payload.commonLabels.engine",
    reason: "payload.alerts[0].annotations.summary",
    // An alert repeats while it fires; by then another version may be in a canary.
    revision: 'payload.commonLabels.revision ?? ""',
    since: "payload.alerts[0].startsAt",
  });
}
