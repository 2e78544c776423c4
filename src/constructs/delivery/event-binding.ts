import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";

export interface EventBindingProps {
  /** Name of the event, which its sender appends to the address for events. */
  readonly event: string;
  /** Additional condition on the event, as an expression of https://expr-lang.org */
  readonly selector: string;
  /** Template of the workflow to start. */
  readonly workflow: string;
  /** Parameters of the workflow, each an expression over the event. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Starts a workflow on an event. https://argo-workflows.readthedocs.io/en/latest/events/ */
export function eventBinding({ event, selector, workflow, parameters }: EventBindingProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "WorkflowEventBinding",
    metadata: { name: `${event}-model`, namespace: NAMESPACES["model-delivery"] },
    spec: {
      event: { selector: `discriminator == "${event}" && ${selector}` },
      submit: {
        workflowTemplateRef: { name: workflow },
        arguments: {
          parameters: Object.entries(parameters).map(([name, expression]) => ({
            name,
            valueFrom: { event: expression },
          })),
        },
      },
    },
  };
}
