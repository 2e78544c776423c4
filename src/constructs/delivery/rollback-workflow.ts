import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import type { Action } from "../observability/alertmanager-routes";
import { ACTION_LABEL } from "../observability/model-alert";
import type { CanaryReleaseProps } from "./canary-release";
import { deliveryTemplate, parameter, type Template, workflowTemplate } from "./workflow";

const TARGET = ["--endpoint", parameter("model"), "--namespace", parameter("namespace")] as const;

const REASON: JsonObject = { inputs: { parameters: [{ name: "reason" }] } };

/** Takes a challenger back because an alert says so. */
export function rollbackWorkflow(props: CanaryReleaseProps): Manifest {
  return workflowTemplate({
    name: "rollback-model",
    parameters: { model: undefined, namespace: undefined, reason: undefined },
    entrypoint: "main",
    mutex: `rollback-${parameter("model")}`,
    hours: 1,
    templates: [
      { name: "main", steps: [[rollbackStep(parameter("reason"))]] },
      ...rollbackTemplates(props, "{{inputs.parameters.reason}}"),
    ],
  });
}

/** A step that takes the challenger back. */
export function rollbackStep(reason: string): JsonObject & { readonly name: string } {
  return { name: "rollback", template: "rollback", arguments: { parameters: [{ name: "reason", value: reason }] } };
}

/** First in the cluster, which takes a second, then in Git, which may take an approval. */
export function rollbackTemplates(
  { image, repository, folder, changes }: CanaryReleaseProps,
  reason: string,
): Template[] {
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
      { args: ["canary", "rollback", ...TARGET, "--reason", reason] },
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

/** What Alertmanager says of its alerts, and which parameter it becomes. */
export function eventBinding(action: Action, workflow: string, parameters: Readonly<Record<string, string>>): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "WorkflowEventBinding",
    metadata: { name: `${action}-model`, namespace: NAMESPACES["model-delivery"] },
    spec: {
      event: {
        selector: `discriminator == "${action}" && payload.status == "firing" && payload.commonLabels.${ACTION_LABEL} == "${action}"`,
      },
      submit: {
        workflowTemplateRef: { name: workflow },
        metadata: { generateName: `${workflow}-` },
        arguments: {
          parameters: Object.entries(parameters).map(([name, event]) => ({ name, valueFrom: { event } })),
        },
      },
    },
  };
}

/** https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export function rollbackBinding(): Manifest {
  return eventBinding("rollback", "rollback-model", {
    model: "payload.commonLabels.endpoint",
    namespace: "payload.commonLabels.namespace",
    reason: "payload.alerts[0].annotations.summary",
  });
}
