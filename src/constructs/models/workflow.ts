import type { JsonObject } from "../kubernetes/json";
import type { Manifest } from "../kubernetes/manifest-bundle";
import { NAMESPACES } from "../kubernetes/names";
import { DELIVERY_ACCOUNT, type DeliveryStep, deliveryContainer, settingsOf, WORK } from "./delivery-job";

/** A template of Argo Workflows: https://argo-workflows.readthedocs.io/en/latest/fields/#template */
export interface Template extends JsonObject {
  readonly name: string;
}

/** A parameter of the workflow that a template runs in. */
export const parameter = (name: string) => `{{workflow.parameters.${name}}}`;

/** The endpoint that a workflow is about, in the words of `mlops-delivery`. */
export const TARGET = ["--endpoint", parameter("model"), "--namespace", parameter("namespace")] as const;

/** What serves it: `kserve` or `seldon`. */
export const ENGINE = ["--engine", parameter("engine")] as const;

/** What a template is given. */
export const input = (name: string) => `{{inputs.parameters.${name}}}`;

/** The version that a workflow is about, in the words of `mlops-delivery`: its folder, and what it was signed with. */
const VERSION = ["storage-uri", "provenance"] as const;

/** Of a template that is given a version. */
export const VERSION_INPUTS: JsonObject = { inputs: { parameters: VERSION.map((name) => ({ name })) } };

/** Gives it one. */
export function versionArguments(of: (name: string) => string): JsonObject {
  return { arguments: { parameters: VERSION.map((name) => ({ name, value: of(name) })) } };
}

export interface WorkflowProps {
  readonly name: string;
  /** Names of its parameters; those with a value have it as default. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** The template that it begins with. */
  readonly entrypoint: string;
  readonly templates: readonly Template[];
  /** Only one workflow at a time holds it, e.g. `release-{{workflow.parameters.model}}`. */
  readonly mutex: string;
  /** It is given up after this long. */
  readonly hours: number;
  /** The template that runs at the end, however it ends, also after `hours`. @default - none */
  readonly onExit?: string;
}

/** A workflow that anybody with the right to may start, in the namespace of model delivery. */
export function workflowTemplate(props: WorkflowProps): Manifest {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "WorkflowTemplate",
    metadata: { name: props.name, namespace: NAMESPACES["model-delivery"] },
    spec: {
      serviceAccountName: DELIVERY_ACCOUNT,
      entrypoint: props.entrypoint,
      ...(props.onExit !== undefined && { onExit: props.onExit }),
      arguments: {
        parameters: Object.entries(props.parameters).map(([name, value]) => ({
          name,
          ...(value !== undefined && { value }),
        })),
      },
      synchronization: { mutexes: [{ name: props.mutex }] },
      activeDeadlineSeconds: props.hours * 3600,
      templates: [...props.templates],
    },
  };
}

/** Exit status of `mlops-delivery` when something else did not answer, and nothing is half done. */
const DID_NOT_ANSWER = 3;

/** A template that runs `mlops-delivery` once. */
export function deliveryTemplate(name: string, image: string, step: DeliveryStep, more: JsonObject = {}): Template {
  const { volumes = [], container = {}, ...rest } = more;
  return {
    name,
    container: { ...deliveryContainer(image, step), ...(container as JsonObject) },
    volumes: [WORK, ...(volumes as readonly JsonObject[])],
    // A node that goes takes a step along, and an admission webhook may be away for a moment; the commands may be repeated.
    retryStrategy: {
      limit: 2,
      retryPolicy: "Always",
      expression: `lastRetry.status == "Error" or asInt(lastRetry.exitCode) == ${DID_NOT_ANSWER}`,
      backoff: { duration: "10s", factor: 3 },
    },
    ...rest,
  };
}

/** The model's settings, beside the place to write. */
export const WITH_SETTINGS: JsonObject = {
  volumes: [{ name: "settings", configMap: { name: settingsOf(parameter("model")) } }],
  container: {
    volumeMounts: [
      { name: "work", mountPath: "/tmp" },
      { name: "settings", mountPath: "/settings", readOnly: true },
    ],
  },
};
