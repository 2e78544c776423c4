import { NAMESPACES } from "../../src/constructs/kubernetes/names";
import type { Node as Cluster } from "../node/node";
import { until } from "../node/until";

const NAMESPACE = NAMESPACES["model-delivery"];

/** A workflow of Argo, as far as the story reads it. */
export interface Workflow {
  readonly name: string;
  readonly template: string;
  /** Unix time in milliseconds. */
  readonly created: number;
  /** Unix time in milliseconds. @default - it runs */
  readonly ended?: number;
  /** `Succeeded`, `Failed`, `Error`; `Running` or `Pending` until then. */
  readonly phase: string;
  readonly message: string;
  /** Steps that ended, with their phase, in order: `gates/load Succeeded`. */
  readonly steps: readonly string[];
}

interface Read {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly spec: { readonly workflowTemplateRef?: { readonly name: string } };
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly finishedAt?: string;
    readonly nodes?: Readonly<
      Record<
        string,
        {
          readonly type: string;
          readonly phase: string;
          readonly displayName: string;
          readonly templateName?: string;
          readonly message?: string;
          readonly startedAt?: string;
        }
      >
    >;
  };
}

/** Every workflow of model delivery since a moment, in Unix milliseconds; the oldest first. */
export async function workflowsSince(cluster: Cluster, moment: number): Promise<Workflow[]> {
  const output = await cluster.kubectl(["get", "workflows.argoproj.io", `--namespace=${NAMESPACE}`, "--output=json"]);
  return (JSON.parse(output).items as Read[])
    .map(workflowOf)
    .filter(({ created }) => created >= moment - 1000)
    .sort((left, right) => left.created - right.created);
}

function workflowOf({ metadata, spec, status = {} }: Read): Workflow {
  const steps = Object.values(status.nodes ?? {})
    .filter(({ type }) => type === "Pod")
    .sort((left, right) => (left.startedAt ?? "").localeCompare(right.startedAt ?? ""))
    .map(({ templateName, phase, message }) => [templateName, phase, message].filter(Boolean).join(" "));
  return {
    name: metadata.name,
    template: spec.workflowTemplateRef?.name ?? "",
    created: Date.parse(metadata.creationTimestamp),
    ...(status.finishedAt && { ended: Date.parse(status.finishedAt) }),
    phase: status.phase ?? "Pending",
    message: status.message ?? "",
    steps,
  };
}

/** Waits for a step of the workflows since a moment. @param start of its description, e.g. `start Succeeded` */
export function stepSince(cluster: Cluster, start: string, moment: number, seconds: number): Promise<string> {
  const find = async () =>
    (await workflowsSince(cluster, moment)).flatMap(({ steps }) => steps).find((step) => step.startsWith(start));
  return until(`a workflow has the step ${start}`, seconds, find, 3);
}

/**
 * Waits for the end of a workflow that had something to do: a notification about a commit that asks for nothing starts
 * one too.
 * @param began its first step then, e.g. `start`
 * @throws Error after the deadline, with what each workflow did
 */
export async function ended(
  cluster: Cluster,
  template: string,
  began: string,
  moment: number,
  seconds: number,
): Promise<Workflow> {
  let last: readonly Workflow[] = [];
  try {
    return await until(
      `${template} with the step ${began} ended`,
      seconds,
      async () => {
        last = (await workflowsSince(cluster, moment)).filter((each) => each.template === template);
        return last.find(({ phase, steps }) => isOver(phase) && steps.some((step) => step.startsWith(`${began} `)));
      },
      5,
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${last.map(describeWorkflow).join("\n")}`);
  }
}

/** Starts a workflow of a template, as `argo submit --from workflowtemplate/…` does. */
export async function submit(
  cluster: Cluster,
  template: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  await cluster.apply([
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      metadata: { name: `${template}-${Date.now().toString(36)}`, namespace: NAMESPACE },
      spec: {
        workflowTemplateRef: { name: template },
        arguments: { parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
      },
    },
  ]);
}

/** Whether anything is released or rolled back. */
export async function isBusy(cluster: Cluster): Promise<boolean> {
  return (await workflowsSince(cluster, 0)).some(({ phase }) => !isOver(phase));
}

function isOver(phase: string): boolean {
  return !["Pending", "Running"].includes(phase);
}

export function describeWorkflow({ name, phase, message, steps }: Workflow): string {
  return `${name}: ${phase} ${message}\n${steps.map((step) => `  ${step}`).join("\n")}`;
}
