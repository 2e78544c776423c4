import { TRAFFIC_METRIC } from "../../src/constructs/observability/model-signals";
import type { JsonObject } from "../../src/review/model";

/** What a stack installs: values of Helm releases by name, and manifests. */
export interface Installed {
  readonly values: (release: string) => JsonObject | undefined;
  readonly manifest: (kind: string, name: string) => JsonObject | undefined;
}

/** A source of series. */
export interface Exporter {
  readonly name: string;
  /** Reference for the names of series and labels. */
  readonly link: string;
  /** Whether it is installed, exports these series, and is scraped. */
  readonly delivers: (installed: Installed) => boolean;
  /** Labels of a series are kept even if the target has the same; otherwise they become `exported_<name>`. */
  readonly honorLabels: boolean;
  /** Labels added by the scrape itself, besides those of every target. */
  readonly added?: readonly string[];
  /** Series and their labels. */
  readonly series: Readonly<Record<string, readonly string[]>>;
}

/** Labels of every target that a monitor of Prometheus' operator finds. */
export const TARGET_LABELS = ["namespace", "pod", "service", "container", "endpoint", "job", "instance"] as const;

const at = (object: JsonObject | undefined, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as JsonObject | undefined)?.[key], object);

/** A value that enables a chart's monitor. */
const set =
  (release: string, ...paths: readonly string[]) =>
  (installed: Installed) =>
    paths.every((path) => at(installed.values(release), path) === true);

const monitor =
  (name: string, ...labels: readonly string[]) =>
  (installed: Installed) => {
    const keep = at(installed.manifest("PodMonitor", name), "spec.podTargetLabels");
    if (installed.manifest("PodMonitor", name) === undefined) return false;
    return labels.every((label) => Array.isArray(keep) && keep.includes(label));
  };

const all =
  (...checks: readonly ((installed: Installed) => boolean)[]) =>
  (installed: Installed) =>
    checks.every((check) => check(installed));

const stack = (installed: Installed) => installed.values("kube-prometheus-stack") !== undefined;

const POD = ["namespace", "pod", "uid"] as const;
const CONTAINER = [...POD, "container"] as const;

/** Histograms and their series. */
function histogram(name: string, labels: readonly string[]): Record<string, readonly string[]> {
  return { [`${name}_count`]: labels, [`${name}_sum`]: labels, [`${name}_bucket`]: [...labels, "le"] };
}

/** All series that alerts, releases and dashboards read, except those that our own rules record. */
export const EXPORTERS: readonly Exporter[] = [
  {
    name: "kube-state-metrics",
    link: "https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics",
    delivers: stack,
    honorLabels: true,
    series: {
      kube_deployment_status_replicas_available: ["namespace", "deployment"],
      kube_deployment_spec_replicas: ["namespace", "deployment"],
      kube_statefulset_status_replicas_ready: ["namespace", "statefulset"],
      kube_node_status_allocatable: ["node", "resource", "unit"],
      kube_pod_status_phase: [...POD, "phase"],
      kube_pod_container_resource_requests: [...CONTAINER, "node", "resource", "unit"],
      kube_pod_container_resource_limits: [...CONTAINER, "node", "resource", "unit"],
      kube_pod_container_status_restarts_total: CONTAINER,
    },
  },
  {
    name: "kube-state-metrics, labels of nodes",
    link: "https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/cluster/node-metrics.md",
    delivers: ({ values }) =>
      JSON.stringify(at(values("kube-prometheus-stack"), "kube-state-metrics.metricLabelsAllowlist") ?? []).includes(
        "nodes=[mlops/pool]",
      ),
    honorLabels: true,
    series: { kube_node_labels: ["node", "label_mlops_pool"] },
  },
  {
    name: "kube-state-metrics, status of InferenceServices",
    link: "https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md",
    delivers: set("kube-prometheus-stack", "kube-state-metrics.customResourceState.enabled"),
    honorLabels: true,
    series: { [TRAFFIC_METRIC]: ["model", "model_namespace", "revision", "latest"] },
  },
  {
    name: "kubelet",
    link: "https://kubernetes.io/docs/reference/instrumentation/metrics/",
    delivers: stack,
    honorLabels: true,
    series: {
      kubelet_volume_stats_available_bytes: ["namespace", "persistentvolumeclaim"],
      kubelet_volume_stats_capacity_bytes: ["namespace", "persistentvolumeclaim"],
    },
  },
  {
    name: "cAdvisor",
    link: "https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md",
    delivers: stack,
    honorLabels: true,
    series: {
      container_cpu_usage_seconds_total: ["namespace", "pod", "container", "cpu"],
      container_memory_working_set_bytes: ["namespace", "pod", "container"],
    },
  },
  {
    name: "Prometheus",
    link: "https://prometheus.io/docs/concepts/jobs_instances/",
    delivers: stack,
    honorLabels: true,
    series: {
      up: TARGET_LABELS,
      ALERTS: ["alertname", "alertstate", "severity", "endpoint", "namespace", "engine", "mlops_action"],
    },
  },
  {
    name: "External Secrets",
    link: "https://external-secrets.io/latest/api/metrics/",
    delivers: set("external-secrets", "serviceMonitor.enabled"),
    honorLabels: false,
    series: { externalsecret_status_condition: ["name", "namespace", "condition", "status"] },
  },
  {
    name: "cert-manager",
    link: "https://cert-manager.io/docs/devops-tips/prometheus-metrics/",
    delivers: set("cert-manager", "prometheus.servicemonitor.enabled"),
    honorLabels: false,
    series: {
      certmanager_certificate_expiration_timestamp_seconds: [
        "name",
        "namespace",
        "issuer_name",
        "issuer_kind",
        "issuer_group",
      ],
    },
  },
  {
    name: "Velero",
    link: "https://github.com/velero-io/velero/blob/main/pkg/metrics/metrics.go",
    delivers: set("velero", "metrics.serviceMonitor.enabled"),
    honorLabels: false,
    series: { velero_backup_last_successful_timestamp: ["schedule"] },
  },
  {
    name: "Kueue",
    link: "https://kueue.sigs.k8s.io/docs/reference/metrics/",
    delivers: set("kueue", "enablePrometheus"),
    honorLabels: false,
    series: {
      kueue_pending_workloads: ["cluster_queue", "status", "replica_role"],
      kueue_admitted_active_workloads: ["cluster_queue", "replica_role"],
    },
  },
  {
    name: "Argo CD",
    link: "https://argo-cd.readthedocs.io/en/stable/operator-manual/metrics/",
    delivers: set("argo-cd", "controller.metrics.enabled", "controller.metrics.serviceMonitor.enabled"),
    honorLabels: false,
    series: { argocd_app_info: ["name", "namespace", "project", "health_status", "sync_status", "repo"] },
  },
  {
    name: "Argo Workflows",
    link: "https://argo-workflows.readthedocs.io/en/latest/metrics/",
    delivers: set("argo-workflows", "controller.metricsConfig.enabled", "controller.serviceMonitor.enabled"),
    honorLabels: false,
    series: {
      argo_workflows_total_count: ["namespace", "phase"],
      argo_workflows_workflowtemplate_triggered_total: ["name", "namespace", "cluster_scope", "phase"],
    },
  },
  {
    name: "Kubeflow Pipelines",
    link: "https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/resource/resource_manager.go",
    delivers: monitor("ml-pipeline"),
    honorLabels: false,
    series: {
      resource_manager_workflow_runs_success: ["profile", "workflow"],
      resource_manager_workflow_runs_failed: ["profile", "workflow"],
      grpc_server_handled_total: ["grpc_type", "grpc_service", "grpc_method", "grpc_code"],
    },
  },
  {
    name: "Knative's queue proxy",
    link: "https://knative.dev/docs/serving/observability/metrics/serving-metrics/",
    delivers: all(
      monitor("revisions", "serving.knative.dev/revision", "serving.kserve.io/inferenceservice"),
      ({ manifest }) =>
        at(manifest("KnativeServing", "knative-serving"), "spec.config.observability.request-metrics-protocol") ===
        "prometheus",
    ),
    honorLabels: false,
    added: ["serving_knative_dev_revision", "serving_kserve_io_inferenceservice"],
    series: histogram("kn_serving_invocation_duration_seconds", ["http_response_status_code"]),
  },
  {
    name: "KServe's Python servers",
    link: "https://kserve.github.io/website/docs/model-serving/predictive-inference/observability/prometheus-metrics",
    delivers: monitor("predictors", "serving.kserve.io/inferenceservice"),
    honorLabels: false,
    added: ["serving_kserve_io_inferenceservice"],
    series: histogram("request_predict_seconds", ["model_name"]),
  },
  {
    name: "MLServer",
    link: "https://github.com/stephenhillier/starlette_exporter#metrics-reference",
    delivers: monitor("predictors", "serving.kserve.io/inferenceservice"),
    honorLabels: false,
    added: ["serving_kserve_io_inferenceservice"],
    series: histogram("rest_server_request_duration_seconds", ["method", "path", "status_code", "app_name"]),
  },
  {
    name: "Triton",
    link: "https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/user_guide/metrics.html",
    delivers: monitor("predictors", "serving.kserve.io/inferenceservice"),
    honorLabels: false,
    added: ["serving_kserve_io_inferenceservice"],
    series: {
      nv_inference_request_success: ["model", "version"],
      nv_inference_request_failure: ["model", "version", "reason"],
      nv_inference_request_duration_us: ["model", "version"],
    },
  },
  {
    name: "mlops-delivery, through the Pushgateway",
    link: "../../images/model-delivery/README.md",
    delivers: set("prometheus-pushgateway", "serviceMonitor.enabled", "serviceMonitor.honorLabels"),
    honorLabels: true,
    series: {
      model_drift_score: ["endpoint", "feature"],
      model_prediction_drift_score: ["endpoint", "revision"],
      model_drift_last_run_timestamp_seconds: ["endpoint"],
      model_canary_verdict: ["endpoint", "verdict"],
      model_release_running: ["endpoint"],
    },
  },
  {
    name: "OpenCost",
    link: "https://opencost.io/docs/integrations/metrics/",
    // The chart keeps the labels of the series by default.
    delivers: set("opencost", "opencost.metrics.serviceMonitor.enabled"),
    honorLabels: true,
    series: {
      container_cpu_allocation: ["namespace", "pod", "container", "node", "instance"],
      container_memory_allocation_bytes: ["namespace", "pod", "container", "node", "instance"],
      container_gpu_allocation: ["namespace", "pod", "container", "node", "instance"],
      node_cpu_hourly_cost: ["node", "instance", "instance_type", "region", "provider_id", "arch"],
      node_ram_hourly_cost: ["node", "instance", "instance_type", "region", "provider_id", "arch"],
      node_gpu_hourly_cost: ["node", "instance", "instance_type", "region", "provider_id", "arch"],
      node_total_hourly_cost: ["node", "instance", "instance_type", "region", "provider_id", "arch"],
    },
  },
];
