import { isObject, type Json, type JsonObject, type Resource } from "../../model";
import { groupOf, kindOf, listIn, manifestOf, objectIn, objectsIn, typesOfKinds } from "./manifest";

/** A pod that an object creates. */
export interface Pod {
  /** Path of its spec: `spec.template.spec`. */
  readonly path: string;
  readonly spec: JsonObject;
  readonly labels: JsonObject;
}

export interface Container {
  readonly name: string;
  /** Its path: `spec.template.spec.containers.0`. */
  readonly path: string;
  readonly body: JsonObject;
  /** Runs before the others and ends. */
  readonly init: boolean;
}

/** Path of the pod spec, for kinds that have one. */
const POD_PATHS: Readonly<Record<string, string>> = {
  CronJob: "spec.jobTemplate.spec.template",
  DaemonSet: "spec.template",
  Deployment: "spec.template",
  Job: "spec.template",
  Pod: "",
  ReplicaSet: "spec.template",
  ReplicationController: "spec.template",
  Rollout: "spec.template",
  StatefulSet: "spec.template",
};

/** Path of a workflow's spec. */
const WORKFLOW_PATHS: Readonly<Record<string, string>> = {
  ClusterWorkflowTemplate: "spec",
  CronWorkflow: "spec.workflowSpec",
  Workflow: "spec",
  WorkflowTemplate: "spec",
};

const KSERVE_PARTS = ["predictor", "transformer", "explainer"];

/** All types that create pods. Only Knative's Services do. */
export const POD_TYPES = typesOfKinds(
  ...Object.keys(POD_PATHS),
  ...Object.keys(WORKFLOW_PATHS),
  "InferenceService",
  "ServingRuntime",
  "ClusterServingRuntime",
  "Service",
);

/** The pods of an object. A part that is only known in a plan counts as absent. */
export function podsOf(resource: Resource): Pod[] {
  const manifest = manifestOf(resource);
  const kind = kindOf(resource);
  const workflow = WORKFLOW_PATHS[kind];
  if (workflow !== undefined) return workflowPods(manifest, workflow);
  if (kind === "InferenceService") return KSERVE_PARTS.flatMap((part) => kservePod(manifest, part));
  if (kind.endsWith("ServingRuntime")) return [{ path: "spec", spec: objectIn(manifest, "spec"), labels: {} }];
  const path = kind === "Service" && groupOf(resource) === "serving.knative.dev" ? "spec.template" : POD_PATHS[kind];
  if (path === undefined) return [];
  const template = path === "" ? manifest : within(manifest, path);
  return [
    {
      path: path === "" ? "spec" : `${path}.spec`,
      spec: objectIn(template, "spec"),
      labels: objectIn(objectIn(template, "metadata"), "labels"),
    },
  ];
}

/** The containers of a pod, including init containers. */
export function containersOf({ path, spec }: Pod): Container[] {
  return (["containers", "initContainers"] as const).flatMap((list) =>
    listIn(spec, list).flatMap((body, index) =>
      isObject(body)
        ? [
            {
              name: String(body.name ?? index),
              path: `${path}.${list}.${index}`,
              body,
              // An init container that restarts is a sidecar: it runs as long as the pod.
              init: list === "initContainers" && body.restartPolicy !== "Always",
            },
          ]
        : [],
    ),
  );
}

/** Whether its pods run permanently and serve requests, and nothing else adds probes to them. */
export function isService(resource: Resource): boolean {
  return ["DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "Rollout", "StatefulSet"].includes(
    kindOf(resource),
  );
}

function kservePod(manifest: JsonObject, part: string): Pod[] {
  const spec = objectIn(objectIn(manifest, "spec"), part);
  // Without containers KServe uses those of a runtime.
  return Array.isArray(spec.containers) ? [{ path: `spec.${part}`, spec, labels: objectIn(spec, "labels") }] : [];
}

/** Each workflow step that runs a container is a separate pod, with the settings that the workflow sets for all of them. */
function workflowPods(manifest: JsonObject, path: string): Pod[] {
  const workflow = within(manifest, path);
  return objectsIn(workflow, "templates").flatMap((template, index) => {
    const main = [template.container, template.script].filter(isObject);
    const containers = [
      ...main,
      ...objectsIn(objectIn(template, "containerSet"), "containers"),
      ...objectsIn(template, "sidecars"),
    ];
    if (containers.length === 0) return [];
    const spec: JsonObject = {
      ...inherited(workflow, template),
      containers: containers.map((body, at): Json => ({ name: `${String(template.name ?? index)}-${at}`, ...body })),
      initContainers: listIn(template, "initContainers"),
      volumes: [...listIn(workflow, "volumes"), ...listIn(template, "volumes")],
    };
    return [{ path: `${path}.templates.${index}`, spec, labels: objectIn(objectIn(template, "metadata"), "labels") }];
  });
}

/** https://argo-workflows.readthedocs.io/en/latest/fields/ */
function inherited(workflow: JsonObject, template: JsonObject): JsonObject {
  const settings = ["securityContext", "serviceAccountName", "automountServiceAccountToken", "hostNetwork"];
  return Object.fromEntries(
    settings.flatMap((name) => {
      const value = template[name] ?? workflow[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function within(manifest: JsonObject, path: string): JsonObject {
  return path.split(".").reduce(objectIn, manifest);
}
