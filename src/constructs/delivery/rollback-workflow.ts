import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { alertBinding } from "./alert-binding";
import type { CanaryReleaseProps } from "./canary-release";
import { deliveryTemplate, ENGINE, parameter, TARGET, type Template, workflowTemplate } from "./workflow";

const REASON: JsonObject = { inputs: { parameters: [{ name: "reason" }] } };

/** Takes a challenger back because an alert says so. */
export function rollbackWorkflow(props: CanaryReleaseProps): Manifest {
  return workflowTemplate({
    name: "rollback-model",
    parameters: { model: undefined, namespace: undefined, engine: "kserve", reason: undefined },
    entrypoint: "main",
    mutex: `rollback-${parameter("model")}`,
    hours: 1,
    templates: [{ name: "main", steps: [[rollbackStep(parameter("reason"))]] }, ...rollbackTemplates(props)],
  });
}

/** A step that takes the challenger back. */
export function rollbackStep(reason: string): JsonObject & { readonly name: string } {
  return { name: "rollback", template: "rollback", arguments: { parameters: [{ name: "reason", value: reason }] } };
}

/**
 * First in the cluster, which takes a second, then in Git, which may take an approval.
 * @param only arguments that say which version is meant; without any, whichever is tried out
 */
export function rollbackTemplates(
  { image, repository, folder, changes }: CanaryReleaseProps,
  only: readonly string[] = [],
): Template[] {
  const reason = "{{inputs.parameters.reason}}";
  const withReason: JsonObject = { arguments: { parameters: [{ name: "reason", value: reason }] } };
  return [
    {
      name: "rollback",
      ...REASON,
      steps: [
        [{ name: "cluster", template: "rollback-cluster", ...withReason }],
        [{ name: "git", template: "rollback-git", ...withReason }],
      ],
    },
    deliveryTemplate(
      "rollback-cluster",
      image,
      { args: ["canary", "rollback", ...TARGET, ...ENGINE, "--reason", reason, ...only] },
      REASON,
    ),
    deliveryTemplate(
      "rollback-git",
      image,
      {
        args: [
          ...["canary", "git-commit", ...TARGET, "--repository", repository, "--champion"],
          ...["--path", `${folder}/${parameter("model")}/release.yaml`, "--reason", reason],
          ...(changes === "pull-request" ? ["--pull-request"] : []),
        ],
        commits: true,
      },
      REASON,
    ),
  ];
}

/** An alert calls for it. */
export function rollbackBinding(): Manifest {
  return alertBinding("rollback", "rollback-model", {
    model: "payload.commonLabels.endpoint",
    namespace: "payload.commonLabels.namespace",
    engine: "payload.commonLabels.engine",
    reason: "payload.alerts[0].annotations.summary",
  });
}
