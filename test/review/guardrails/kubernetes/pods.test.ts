import { deployment, manifestExample } from "../../../../src/review/guardrails/kubernetes/example";
import type { JsonObject } from "../../../../src/review/model";
import { found } from "./found";

const PRIVILEGED = { name: "main", image: "a:1", securityContext: { privileged: true } };
const POD = { containers: [PRIVILEGED] };
const template = { metadata: { labels: { app: "a" } }, spec: POD };

const object = (apiVersion: string, kind: string, spec: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: "a", namespace: "fraud" },
  spec,
});

describe("a privileged container is found in", () => {
  test.each([
    ["Pod", object("v1", "Pod", POD), "spec"],
    ["Deployment", object("apps/v1", "Deployment", { template }), "spec.template.spec"],
    ["StatefulSet", object("apps/v1", "StatefulSet", { template }), "spec.template.spec"],
    ["DaemonSet", object("apps/v1", "DaemonSet", { template }), "spec.template.spec"],
    ["ReplicaSet", object("apps/v1", "ReplicaSet", { template }), "spec.template.spec"],
    ["Job", object("batch/v1", "Job", { template }), "spec.template.spec"],
    [
      "CronJob",
      object("batch/v1", "CronJob", { jobTemplate: { spec: { template } } }),
      "spec.jobTemplate.spec.template.spec",
    ],
    ["Rollout", object("argoproj.io/v1alpha1", "Rollout", { template }), "spec.template.spec"],
    ["Service", object("serving.knative.dev/v1", "Service", { template }), "spec.template.spec"],
    ["InferenceService", object("serving.kserve.io/v1beta1", "InferenceService", { predictor: POD }), "spec.predictor"],
    ["ServingRuntime", object("serving.kserve.io/v1alpha1", "ServingRuntime", POD), "spec"],
    ["ClusterServingRuntime", object("serving.kserve.io/v1alpha1", "ClusterServingRuntime", POD), "spec"],
    [
      "WorkflowTemplate",
      object("argoproj.io/v1alpha1", "WorkflowTemplate", { templates: [{ name: "dag" }, { container: PRIVILEGED }] }),
      "spec.templates.1",
    ],
    [
      "Workflow",
      object("argoproj.io/v1alpha1", "Workflow", { templates: [{ script: PRIVILEGED }] }),
      "spec.templates.0",
    ],
    [
      "CronWorkflow",
      object("argoproj.io/v1alpha1", "CronWorkflow", { workflowSpec: { templates: [{ container: PRIVILEGED }] } }),
      "spec.workflowSpec.templates.0",
    ],
  ])("%s", (_, manifest, path) => {
    expect(found("container-not-privileged", manifestExample(manifest))).toEqual([
      `fail ${path}.containers.0.securityContext.privileged: Container main is root on its node.`,
    ]);
  });

  test("init containers", () => {
    const pod = { containers: [{ name: "b" }], initContainers: [PRIVILEGED] };
    expect(found("container-not-privileged", manifestExample(object("v1", "Pod", pod)))).toHaveLength(1);
  });

  test("sidecars and container sets of a workflow", () => {
    const templates = [{ containerSet: { containers: [PRIVILEGED] }, sidecars: [PRIVILEGED] }];
    const workflow = object("argoproj.io/v1alpha1", "Workflow", { templates });
    expect(found("container-not-privileged", manifestExample(workflow))).toHaveLength(2);
  });

  test.each([
    "kubernetes_deployment",
    "kubernetes_deployment_v1",
    "kubernetes_stateful_set_v1",
    "kubernetes_daemonset",
  ])("%s, with blocks as objects and as lists", (type) => {
    const container = { name: "main", image: "a:1", security_context: { privileged: true } };
    const asObjects = { spec: { template: { spec: { container } } } };
    const asLists = {
      spec: [{ template: [{ spec: [{ container: [{ ...container, security_context: [{ privileged: true }] }] }] }] }],
    };
    for (const body of [asObjects, asLists]) {
      expect(found("container-not-privileged", { resource: { [type]: { a: body } } })).toHaveLength(1);
    }
  });
});

test("a Kubernetes Service has no pods", () => {
  const service = object("v1", "Service", { template });
  expect(found("container-not-privileged", manifestExample(service))).toEqual([]);
});

test("an endpoint that uses a runtime's containers has none of its own", () => {
  const endpoint = object("serving.kserve.io/v1beta1", "InferenceService", {
    predictor: { model: { modelFormat: { name: "sklearn" } } },
  });
  expect(found("container-not-root", manifestExample(endpoint))).toEqual([]);
});

test("workflow steps have the settings of the workflow", () => {
  const workflow = (spec: JsonObject) =>
    manifestExample(
      object("argoproj.io/v1alpha1", "Workflow", { templates: [{ container: { image: "a:1" } }], ...spec }),
    );
  expect(found("container-not-root", workflow({}))).toHaveLength(1);
  expect(found("container-not-root", workflow({ securityContext: { runAsNonRoot: true } }))).toEqual([]);
  expect(found("pod-service-account", workflow({}))).toHaveLength(1);
  expect(found("pod-service-account", workflow({ serviceAccountName: "trainer" }))).toEqual([]);
});

test("pods known only in a plan are undecided", () => {
  const unknown = object("apps/v1", "Deployment", { template: { spec: "${var.pod}" } });
  expect(found("container-not-root", manifestExample(unknown))).toEqual([expect.stringMatching(/^undecided/)]);
});

describe("an unknown value is undecided", () => {
  test.each([
    ["container-not-privileged", { securityContext: { privileged: "${var.x}" } }],
    ["container-no-escalation", { securityContext: { allowPrivilegeEscalation: "${var.x}" } }],
    ["container-not-privileged", { securityContext: "${var.x}" }],
    ["container-not-root", { securityContext: "${var.x}" }],
    ["container-not-root", { securityContext: { runAsUser: "${var.x}" } }],
    ["container-not-root", { securityContext: { runAsNonRoot: "${var.x}" } }],
    ["container-read-only", { securityContext: { readOnlyRootFilesystem: "${var.x}" } }],
    ["container-capabilities", { securityContext: { capabilities: { drop: "${var.x}" } } }],
    ["container-seccomp", { securityContext: { seccompProfile: { type: "${var.x}" } } }],
    ["image-tag-fixed", { image: "${var.x}" }],
    ["image-digest", { image: "${var.x}" }],
    ["container-requests", { resources: { requests: { cpu: "${var.x}", memory: "1Gi" } } }],
  ])("%s: %j", (id, container) => {
    expect(found(id, manifestExample(deployment(container)))).toEqual([expect.stringMatching(/^undecided/)]);
  });
});

describe("container settings override pod settings", () => {
  test.each<[string, JsonObject, JsonObject, number]>([
    ["container-not-root", { securityContext: { runAsUser: 0 } }, { securityContext: { runAsNonRoot: true } }, 1],
    ["container-not-root", { securityContext: { runAsUser: 1000 } }, {}, 0],
    [
      "container-not-root",
      { securityContext: { runAsNonRoot: false } },
      { securityContext: { runAsNonRoot: true } },
      1,
    ],
    [
      "container-seccomp",
      { securityContext: { seccompProfile: { type: "Unconfined" } } },
      { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
      1,
    ],
    // These exist for containers only.
    ["container-no-escalation", {}, { securityContext: { allowPrivilegeEscalation: false } }, 1],
    ["container-read-only", {}, { securityContext: { readOnlyRootFilesystem: true } }, 1],
  ])("%s: %j in %j: %d", (id, container, pod, count) => {
    expect(found(id, manifestExample(deployment(container, pod)))).toHaveLength(count);
  });
});

test.each([
  [["ALL"], [], 0],
  [["all"], ["NET_BIND_SERVICE"], 0],
  [["NET_RAW"], [], 1],
  [["ALL"], ["CAP_SYS_ADMIN", "NET_ADMIN"], 2],
  [[], ["NET_RAW"], 2],
])("capabilities: drop %j, add %j: %d", (drop, add, count) => {
  const container = { securityContext: { capabilities: { drop, add } } };
  expect(found("container-capabilities", manifestExample(deployment(container)))).toHaveLength(count);
});

test("each path to the node is named", () => {
  const pod = { hostNetwork: true, hostPID: true, hostIPC: "true" };
  expect(found("pod-host-namespaces", manifestExample(deployment({}, pod)))).toHaveLength(3);
});

test.each([
  [{}, 1],
  [{ serviceAccountName: "default" }, 1],
  [{ serviceAccountName: "scorer" }, 0],
  [{ automountServiceAccountToken: false }, 0],
  [{ serviceAccountName: "${var.account}" }, 0],
])("the service account of %j: %d", (pod, count) => {
  expect(found("pod-service-account", manifestExample(deployment({}, pod)))).toHaveLength(count);
});

test.each([
  ["requests of both", { requests: { cpu: "1", memory: "1Gi" } }, 0],
  ["limits count as requests", { limits: { cpu: "1", memory: "1Gi" } }, 0],
  ["one is missing", { requests: { cpu: "1" } }, 1],
  ["both are missing", {}, 2],
])("%s", (_, resources, count) => {
  expect(found("container-requests", manifestExample(deployment({ resources })))).toHaveLength(count);
});

test("jobs and init containers need no probes, sidecars do", () => {
  const job = object("batch/v1", "Job", { template });
  expect(found("container-probes", manifestExample(job))).toEqual([]);
  const probes = { readinessProbe: {}, livenessProbe: {} };
  const pod = (initContainers: JsonObject[]) => manifestExample(deployment(probes, { initContainers }));
  expect(found("container-probes", pod([{ name: "migrate" }]))).toEqual([]);
  expect(found("container-probes", pod([{ name: "proxy", restartPolicy: "Always" }]))).toHaveLength(2);
});
