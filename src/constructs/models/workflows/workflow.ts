import type { JsonObject } from "../../kubernetes/json";
import type { Manifest } from "../../kubernetes/manifest-bundle";
import { NAMESPACES } from "../../kubernetes/names";
import { type Authorities, trustingPods } from "./authorities";
import { DELIVERY_ACCOUNT, type DeliveryStep, deliveryContainer, settingsOf, WORK } from "./delivery-job";

/** A template of Argo Workflows: https://argo-workflows.readthedocs.io/en/latest/fields/#template */
export interface Template extends JsonObject {
  readonly name: string;
}

/** A parameter of the workflow that runs a template. */
export const parameter = (name: string) => `{{workflow.parameters.${name}}}`;

/** The endpoint that a workflow is for, as arguments of `mlops-delivery`. */
export const TARGET = ["--endpoint", parameter("model"), "--namespace", parameter("namespace")] as const;

/** Its serving engine: `kserve` or `seldon`. */
export const ENGINE = ["--engine", parameter("engine")] as const;

/** Inputs of a template. */
export const input = (name: string) => `{{inputs.parameters.${name}}}`;

/** The version that a workflow is for, as arguments of `mlops-delivery`: its folder, and its signature. */
const VERSION = ["storage-uri", "provenance"] as const;

/** Inputs of a template that takes a version. */
export const VERSION_INPUTS: JsonObject = { inputs: { parameters: VERSION.map((name) => ({ name })) } };

/** Of a step whose failure the next ones deal with. */
export const EVEN_IF_FAILED: JsonObject = { continueOn: { failed: true, error: true } };

/** Passes a version. */
export function versionArguments(of: (name: string) => string): JsonObject {
  return { arguments: { parameters: VERSION.map((name) => ({ name, value: of(name) })) } };
}

export interface WorkflowProps {
  readonly name: string;
  /** Names of its parameters; those with a value have it as default. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** The template to start with. */
  readonly entrypoint: string;
  readonly templates: readonly Template[];
  /** Mutex that only one workflow holds at a time, e.g. `release-{{workflow.parameters.model}}`. */
  readonly mutex: string;
  /** Deadline of the workflow. */
  readonly hours: number;
  /** The template that runs at the end, however it ends, including after `hours`. @default - none */
  readonly onExit?: string;
  /** Its pods trust the authorities of the owner's own servers. @default - only those that the image knows */
  readonly authorities?: Authorities;
}

/** A workflow in the namespace of model delivery that authorized users may start. */
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
      ...(props.authorities && trustingPods(props.authorities)),
      templates: [...props.templates],
    },
  };
}

/** Exit status of `mlops-delivery` if another system did not answer and nothing was left half done. */
const DID_NOT_ANSWER = 3;

/** A template that runs `mlops-delivery` once. */
export function deliveryTemplate(name: string, image: string, step: DeliveryStep, more: JsonObject = {}): Template {
  const { volumes = [], container = {}, ...rest } = more;
  return {
    name,
    container: { ...deliveryContainer(image, step), ...(container as JsonObject) },
    volumes: [WORK, ...(volumes as readonly JsonObject[])],
    // A removed node interrupts a step, and an admission webhook may be briefly unavailable; the commands are safe to
    // retry.
    retryStrategy: {
      limit: 2,
      retryPolicy: "Always",
      expression: `lastRetry.status == "Error" or asInt(lastRetry.exitCode) == ${DID_NOT_ANSWER}`,
      backoff: { duration: "10s", factor: 3 },
    },
    ...rest,
  };
}

/** The model's settings, next to the writable path. */
export const WITH_SETTINGS: JsonObject = {
  volumes: [{ name: "settings", configMap: { name: settingsOf(parameter("model")) } }],
  container: {
    volumeMounts: [
      { name: "work", mountPath: "/tmp" },
      { name: "settings", mountPath: "/settings", readOnly: true },
    ],
  },
};
