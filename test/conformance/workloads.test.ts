import { readChartObjects, recordedAs } from "../../checks/network/chart-objects";
import { MADE_BY_OPERATORS } from "../../checks/network/made-by-operators";
import type { ComponentName } from "../../src/catalogue/component";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Component } from "../../src/constructs/kubernetes/component";
import type { Environment } from "../../src/environment/environment";
import { shipped, shippedOnKubernetes } from "../stacks/shipped";

/** Programs on each node, and jobs: nothing is unavailable when they have no pod. */
const NOT_WATCHED: readonly string[] = [
  "kube-system/kube-prometheus-stack-prometheus-node-exporter",
  // The record has the parts for node feature discovery, which the values switch off.
  "kube-system/nvidia-device-plugin",
  "kube-system/nvidia-device-plugin-mps-control-daemon",
  "kube-system/nvidia-device-plugin-node-feature-discovery-gc",
  "kube-system/nvidia-device-plugin-node-feature-discovery-master",
  "kube-system/nvidia-device-plugin-node-feature-discovery-worker",
];

/** Workloads that only the source of a component shows, and where. */
const FROM_SOURCE: Readonly<Record<string, readonly string[]>> = {
  "https://github.com/apache/airflow/tree/helm-chart/1.22.0/chart/templates": [
    "airflow/airflow-dag-processor",
    "airflow/airflow-scheduler",
    "airflow/airflow-triggerer",
  ],
  "https://github.com/kubeflow/pipelines/tree/2.17.0/manifests/kustomize/base": [
    "kubeflow/metadata-envoy-deployment",
    "kubeflow/ml-pipeline-persistenceagent",
  ],
  "https://github.com/SeldonIO/seldon-core/tree/v2.10.2/k8s/helm-charts/seldon-core-v2-setup/templates": [
    "seldon-mesh/mlserver",
    "seldon-mesh/seldon-dataflow-engine",
    "seldon-mesh/seldon-envoy",
    "seldon-mesh/seldon-modelgateway",
    "seldon-mesh/seldon-pipelinegateway",
    "seldon-mesh/seldon-scheduler",
  ],
};

/** An environment with every component. */
function everything(environment: Environment): readonly Component[] {
  const { platform } = environment;
  if (!platform) throw new Error("it has a platform");
  const components = { "seldon-core": true };
  return synthesizeEnvironment({ ...environment, platform: { ...platform, profile: "full", components } }).components;
}

/** Deployments and stateful sets that a component installs, as `namespace/name`. */
function installed(
  { manifests, releases, namespace }: Component,
  provider: Environment["cloud"]["provider"],
): string[] {
  const charts = readChartObjects();
  const sources = [
    ...releases.map(({ chart }) => `chart ${chart.name}`),
    ...manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ];
  return [
    ...releases.flatMap(({ chart }) => charts[recordedAs(chart.name, provider)]?.objects.pods ?? []),
    ...MADE_BY_OPERATORS.filter(({ from }) => sources.includes(from)).flatMap(({ objects }) => objects.pods),
    ...manifests
      .filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet")
      .map(({ metadata }) => ({ name: metadata.name, namespace: String(metadata.namespace ?? namespace) })),
  ].map((pods) => `${pods.namespace}/${pods.name}`);
}

const TARGETS = [shipped("aws", "prod"), shipped("google", "prod"), shippedOnKubernetes()].map(
  (environment) => [environment.cloud.provider, everything(environment)] as const,
);

const fromSource = Object.values(FROM_SOURCE).flat();

/** What the alerts can watch of a component, as `namespace/name`. */
function known({ namespace, workloads }: Component): string[] {
  return workloads
    .filter(({ kind = "Deployment" }) => kind === "Deployment" || kind === "StatefulSet")
    .map(({ name }) => `${namespace}/${name}`);
}

describe.each(TARGETS)("on %s", (provider, components) => {
  test.each(components.map((component) => [component.component, component] as const))(
    "the workloads of %s have the names of its objects: an alert reads them",
    (_, component) => {
      const found = installed(component, provider);
      expect(known(component).filter((name) => ![...found, ...fromSource].includes(name))).toEqual([]);
    },
  );
});

test("every Deployment and stateful set of a component is among its workloads", () => {
  // The charts were recorded with every option: an environment without models has no notifications, for one.
  const anywhere = TARGETS.flatMap(([, components]) => components.flatMap(known));
  const found = TARGETS.flatMap(([provider, components]) => components.flatMap((each) => installed(each, provider)));
  expect(found.filter((name) => ![...anywhere, ...NOT_WATCHED].includes(name))).toEqual([]);
});

/** Why a workload has no alert of the kind that all others have. */
const WITHOUT_ALERT: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  mlflow: { mlflow: "TrackingUnavailable" },
  "kubeflow-pipelines": { "ml-pipeline": "PipelinesUnavailable" },
  "seldon-core": {
    "seldon-modelgateway": "needs Kafka",
    "seldon-pipelinegateway": "needs Kafka",
    "seldon-dataflow-engine": "needs Kafka",
  },
  "kube-prometheus-stack": {
    "prometheus-kube-prometheus-stack-prometheus": "the dead man's switch",
    "alertmanager-kube-prometheus-stack-alertmanager": "the dead man's switch",
    "kube-prometheus-stack-kube-state-metrics": "MetricsMissing",
  },
};

test("every workload has the alert, or a reason", () => {
  const without = TARGETS.flatMap(([, components]) =>
    components.flatMap(({ component, workloads }) =>
      workloads.filter(({ alert }) => alert === "none" || alert === "own").map(({ name }) => `${component} ${name}`),
    ),
  );
  const reasons = Object.entries(WITHOUT_ALERT).flatMap(([component, names]) =>
    Object.keys(names).map((name) => `${component} ${name}`),
  );
  expect([...new Set(without)].sort()).toEqual(reasons.sort());
});
