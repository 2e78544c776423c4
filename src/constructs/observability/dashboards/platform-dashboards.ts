import { RUNTIMES, type ServerMetrics } from "../../serving/runtimes";
import type { Dashboard } from "./dashboard";

const ENDPOINT = "serving_kserve_io_inferenceservice";

/** What the model servers of the platform export, one entry per kind. */
const SERVERS = [...new Set(Object.values(RUNTIMES).map(({ metrics }) => metrics))];

function sourceOf(metrics: ServerMetrics): string {
  return "histogram" in metrics ? metrics.histogram : metrics.microseconds;
}

/** Seconds that a model server spends on a request. */
function serverTime(metrics: ServerMetrics): string {
  const sum = (series: string, by: string) => `sum by (${by}) (rate(${series}[5m]))`;
  if ("histogram" in metrics) {
    const { histogram, requests = "" } = metrics;
    return `histogram_quantile(0.99, ${sum(`${histogram}_bucket{${requests}}`, `le, ${ENDPOINT}`)})`;
  }
  const { succeeded, failed, microseconds } = metrics;
  return `${sum(microseconds, ENDPOINT)} / 1e6 / (${sum(succeeded, ENDPOINT)} + ${sum(failed, ENDPOINT)})`;
}

/** Dashboards for the platform's operators, by topic. A component of the catalogue exports every metric. */
export const PLATFORM_DASHBOARDS: readonly Dashboard[] = [
  {
    uid: "mlops-cluster",
    title: "Cluster",
    panels: [
      {
        title: "CPU requests by namespace",
        description: "Requests per namespace, compared with the capacity of the nodes.",
        unit: "short",
        queries: {
          "{{namespace}}": 'sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"})',
          nodes: 'sum(kube_node_status_allocatable{resource="cpu"})',
        },
      },
      {
        title: "Memory requests by namespace",
        description: "As above, for memory.",
        unit: "bytes",
        queries: {
          "{{namespace}}": 'sum by (namespace) (kube_pod_container_resource_requests{resource="memory"})',
          nodes: 'sum(kube_node_status_allocatable{resource="memory"})',
        },
      },
      {
        title: "Nodes by pool",
        description: "How the pools scale.",
        unit: "short",
        queries: { "{{label_mlops_pool}}": "count by (label_mlops_pool) (kube_node_labels)" },
      },
      {
        title: "Pending pods",
        description:
          "If pods are pending for more than a few minutes, the pool is at its limit, or no zone has capacity.",
        unit: "short",
        queries: { "{{namespace}}": 'sum by (namespace) (kube_pod_status_phase{phase="Pending"})' },
      },
      {
        title: "Restarts in the last hour",
        description: "Containers that restart repeatedly; see the log of the previous container.",
        unit: "short",
        queries: { "{{namespace}}": "sum by (namespace) (increase(kube_pod_container_status_restarts_total[1h]))" },
      },
      {
        title: "Free space on volumes",
        description: "An alert fires below 10 %.",
        unit: "percentunit",
        queries: {
          "{{namespace}} {{persistentvolumeclaim}}":
            "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes",
        },
      },
    ],
  },
  {
    uid: "mlops-gpu",
    title: "GPUs",
    panels: [
      {
        title: "Available and requested GPUs",
        description: "The gap between the lines is paid for and idle.",
        unit: "short",
        queries: {
          "there are": 'sum(kube_node_status_allocatable{resource="nvidia_com_gpu"})',
          "in use":
            'sum(kube_pod_container_resource_requests{resource="nvidia_com_gpu"} * on (namespace, pod) group_left () (kube_pod_status_phase{phase="Running"} == 1))',
        },
      },
      {
        title: "GPU requests by namespace",
        description: "Which namespaces have requested GPUs.",
        unit: "short",
        queries: {
          "{{namespace}}": 'sum by (namespace) (kube_pod_container_resource_requests{resource="nvidia_com_gpu"})',
        },
      },
    ],
  },
  {
    uid: "mlops-pipelines",
    title: "Pipelines and queues",
    panels: [
      {
        title: "Queued workloads",
        of: "kueue",
        description: "`inadmissible` workloads exceed their team's quota.",
        unit: "short",
        queries: { "{{cluster_queue}} {{status}}": "sum by (cluster_queue, status) (kueue_pending_workloads)" },
      },
      {
        title: "Running workloads by team",
        of: "kueue",
        description: "Workloads admitted by each queue.",
        unit: "short",
        queries: { "{{cluster_queue}}": "sum by (cluster_queue) (kueue_admitted_active_workloads)" },
      },
      {
        title: "Argo CD applications",
        of: "argo-cd",
        description: "Kubeflow Pipelines is one of them.",
        unit: "short",
        queries: { "{{health_status}} {{sync_status}}": "count by (health_status, sync_status) (argocd_app_info)" },
      },
      {
        title: "Kubeflow Pipelines: available replicas",
        of: "kubeflow-pipelines",
        description: "All must be at least 1 for pipelines to run.",
        unit: "short",
        queries: { "{{deployment}}": 'kube_deployment_status_replicas_available{namespace="kubeflow"}' },
      },
      {
        title: "Finished runs by team",
        of: "kubeflow-pipelines",
        description: "Since the API server started.",
        unit: "short",
        queries: {
          "{{profile}} succeeded": "sum by (profile) (resource_manager_workflow_runs_success)",
          "{{profile}} failed": "sum by (profile) (resource_manager_workflow_runs_failed)",
        },
      },
      {
        title: "Kubeflow Pipelines: failed requests",
        of: "kubeflow-pipelines",
        description: "`PermissionDenied`: a user requests another team's runs, or is not listed as a member.",
        unit: "reqps",
        queries: {
          "{{grpc_method}} {{grpc_code}}":
            'sum by (grpc_method, grpc_code) (rate(grpc_server_handled_total{namespace="kubeflow", grpc_code!="OK"}[5m]))',
        },
      },
    ],
  },
  {
    uid: "mlops-tracking",
    title: "Tracking",
    panels: [
      {
        title: "MLflow: replicas",
        of: "mlflow",
        description: "Available and desired.",
        unit: "short",
        queries: {
          available: 'kube_deployment_status_replicas_available{namespace="mlflow"}',
          wanted: 'kube_deployment_spec_replicas{namespace="mlflow"}',
        },
      },
      {
        title: "MLflow: memory",
        of: "mlflow",
        description: "Searches over many runs use the most memory.",
        unit: "bytes",
        queries: {
          "{{pod}}": 'sum by (pod) (container_memory_working_set_bytes{namespace="mlflow", container="mlflow"})',
        },
      },
    ],
  },
  {
    uid: "mlops-serving",
    title: "Serving",
    panels: [
      {
        title: "Requests by revision",
        of: "knative",
        description: "Shows the traffic split during a canary.",
        unit: "reqps",
        queries: {
          "{{serving_knative_dev_revision}}":
            "sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count[5m]))",
        },
      },
      {
        title: "p99 latency by revision",
        of: "knative",
        description: "99 % of requests are faster than this.",
        unit: "s",
        queries: {
          "{{serving_knative_dev_revision}}":
            "histogram_quantile(0.99, sum by (le, serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_bucket[5m])))",
        },
      },
      {
        title: "Error rate by revision",
        of: "knative",
        description: "Responses with status 5xx.",
        unit: "percentunit",
        queries: {
          "{{serving_knative_dev_revision}}":
            'sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count{http_response_status_code=~"5.."}[5m])) / sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count[5m]))',
        },
      },
      {
        title: "Prediction time",
        of: "kserve",
        description:
          "p99 without network and queueing; the mean if the server exports no histogram. The difference to the latency above is network and queueing.",
        unit: "s",
        queries: Object.fromEntries(
          SERVERS.map((metrics) => [`{{${ENDPOINT}}} by ${sourceOf(metrics)}`, serverTime(metrics)]),
        ),
      },
    ],
  },
  {
    uid: "mlops-cost",
    title: "Cost",
    panels: [
      {
        title: "Cost of nodes per hour",
        of: "opencost",
        description: "By node, at list price.",
        unit: "currencyUSD",
        queries: { "{{instance_type}}": "sum by (instance_type) (node_total_hourly_cost)" },
      },
      {
        title: "Cost of namespaces per hour",
        of: "opencost",
        description: "Requested CPU and memory at the price of their node.",
        unit: "currencyUSD",
        queries: {
          "{{namespace}}":
            "sum by (namespace) (container_cpu_allocation * on (node) group_left () node_cpu_hourly_cost) + sum by (namespace) (container_memory_allocation_bytes / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)",
        },
      },
    ],
  },
];
