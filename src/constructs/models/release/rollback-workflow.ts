import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { alertBinding } from "../alert-binding";
import { deliveryTemplate, ENGINE, input, parameter, TARGET, type Template, workflowTemplate } from "../workflow";
import type { CanaryReleaseProps } from "./canary-release-props";
import { releaseFile } from "./release-file";

/** Rolls a challenger back because an alert says so, or because a person names its version. */
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
    templates: [{ name: "main", steps: [[rollbackStep(parameter("reason"))]] }, ...rollbackTemplates(props, only)],
  });
}

/** A step that rolls the challenger back. */
export function rollbackStep(reason: string): JsonObject & { readonly name: string } {
  return { name: "rollback", template: "rollback", arguments: { parameters: [{ name: "reason", value: reason }] } };
}

/** @param only arguments that say which version or revision is meant */
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

/** Whether Git names the champion by now. */
export const GIT = ["--git", input("git")] as const;

/** Inputs of a template that `clusterAndGit` runs without further ones. */
export const GIT_INPUT: JsonObject = { inputs: { parameters: [{ name: "git" }] } };

/**
 * Rolls back in the cluster, which takes seconds, and has Git name what serves, which may take an approval. Where the
 * engine can't return to the champion, the first step only notes the rollback: Git comes next, and the cluster once Argo
 * CD has deployed what Git names. The step in Git reads the record of the release, so it runs whatever became of the
 * first step: a pod that was lost has no outputs, and a step that refers to them would wait until the deadline.
 *
 * @param cluster template with the input `git`: `pending`, and `committed` after the commit
 * @param commit template that commits what the record says
 */
export function clusterAndGit(cluster: string, commit: string, more: readonly JsonObject[] = []): JsonObject[][] {
  const step = (git: "pending" | "committed") => ({
    template: cluster,
    arguments: { parameters: [...more, { name: "git", value: git }] },
  });
  return [
    [{ name: "cluster", ...step("pending"), continueOn: { failed: true, error: true } }],
    [{ name: "git", template: commit }],
    [{ name: "again", ...step("committed"), when: "{{steps.cluster.status}} != Succeeded" }],
  ];
}

/** Commits what the record says of the last release: the champion after a rollback, the version after a promotion. */
export function commitRecorded(name: string, props: CanaryReleaseProps, only: readonly string[] = []): Template {
  const args = ["canary", "git-commit", ...TARGET, ...releaseFile(props), "--recorded", ...only];
  return deliveryTemplate(name, props.image, { args, commits: true });
}

/** An alert calls for it. */
export function rollbackBinding(): Manifest {
  return alertBinding("rollback", "rollback-model", {
    model: "payload.commonLabels.endpoint",
    namespace: "payload.commonLabels.namespace",
    engine: "payload.commonLabels.engine",
    reason: "payload.alerts[0].annotations.summary",
    // An alert is repeated as long as it fires; by then another version may be tried out.
    revision: 'payload.commonLabels.revision ?? ""',
    since: "payload.alerts[0].startsAt",
  });
}
