import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { alertBinding } from "./alert-binding";
import type { CanaryReleaseProps } from "./canary-release";
import { deliveryTemplate, ENGINE, input, parameter, TARGET, type Template, workflowTemplate } from "./workflow";

const REASON: JsonObject = { inputs: { parameters: [{ name: "reason" }] } };

/** What a rollback writes down for Git: the version that was rolled back, if any was, and the one that serves. */
const DONE = ["rolled-back", "champion", "champion-provenance"] as const;

/** Outputs of a job that may roll back; each is empty when there was nothing to do. */
export const DONE_OUTPUTS: JsonObject = {
  outputs: { parameters: DONE.map((name) => ({ name, valueFrom: { path: `/tmp/${name}`, default: "" } })) },
};

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

/**
 * First in the cluster, which takes seconds, then in Git, which may take an approval.
 * @param only arguments that say which version or revision is meant
 */
export function rollbackTemplates(props: CanaryReleaseProps, only: readonly string[]): Template[] {
  const reason = input("reason");
  return [
    {
      name: "rollback",
      ...REASON,
      steps: thenInGit(
        { template: "rollback-cluster", arguments: { parameters: [{ name: "reason", value: reason }] } },
        reason,
      ),
    },
    deliveryTemplate(
      "rollback-cluster",
      props.image,
      { args: ["canary", "rollback", ...TARGET, ...ENGINE, "--output", "/tmp", "--reason", reason, ...only] },
      { ...REASON, ...DONE_OUTPUTS },
    ),
    rollbackGit(props),
  ];
}

/**
 * Rolls back in the cluster, and has Git name what serves; nothing, where there was nothing to roll back. Where the engine
 * can't return to the champion, Git comes first and the cluster once more: Argo CD deploys what Git names.
 */
export function thenInGit(cluster: JsonObject, reason: string): JsonObject[][] {
  const done = (name: string) => `{{steps.cluster.outputs.parameters.${name}}}`;
  return [
    [{ name: "cluster", ...cluster, continueOn: { failed: true } }],
    [
      {
        name: "git",
        template: "rollback-git",
        arguments: {
          parameters: [{ name: "reason", value: reason }, ...DONE.map((name) => ({ name, value: done(name) }))],
        },
        when: `'${done("rolled-back")}' != ''`,
      },
    ],
    [{ name: "again", ...cluster, when: "{{steps.cluster.status}} != Succeeded" }],
  ];
}

function rollbackGit({ image, repository, folder, changes }: CanaryReleaseProps): Template {
  return deliveryTemplate(
    "rollback-git",
    image,
    {
      args: [
        ...["canary", "git-commit", ...TARGET, "--repository", repository, "--champion"],
        ...["--instead-of", input("rolled-back"), "--storage-uri", input("champion")],
        ...["--provenance", input("champion-provenance")],
        ...["--path", `${folder}/${parameter("model")}/release.yaml`, "--reason", input("reason")],
        ...(changes === "pull-request" ? ["--pull-request"] : []),
      ],
      commits: true,
    },
    { inputs: { parameters: ["reason", ...DONE].map((name) => ({ name })) } },
  );
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
