import { RUNTIMES, type ServerMetrics } from "../../serving/runtimes";
import type { Dashboard } from "./dashboard";

const ENDPOINT = "serving_kserve_io_inferenceservice";

/** What the model servers of the platform export, each kind once. */
const SERVERS = [...new Set(Object.values(RUNTIMES).map(({ metrics }) => metrics))];

function sourceOf(metrics: ServerMetrics): string {
  return "histogram" in metrics ? metrics.histogram : metrics.microseconds;
}

/** Seconds that a model server works on a request. */
function serverTime(metrics: ServerMetrics): string {
  const sum = (series: string, by: string) => `sum by (${by}) (rate(${series}[5m]))`;
  if ("histogram" in metrics) {
    const { histogram, requests = "" } = metrics;
    return `histogram_quantile(0.99, ${sum(`${histogram}_bucket{${requests}}`, `le, ${ENDPOINT}`)})`;
  }
  const { succeeded, failed, microseconds } = metrics;
  return `${sum(microseconds, ENDPOINT)} / 1e6 / (${sum(succeeded, ENDPOINT)} + ${sum(failed, ENDPOINT)})`;
}

/** What the platform's people look at, by question. Every metric is one that a component of the catalogue exports. */
export const PLATFORM_DASHBOARDS: readonly Dashboard[] = [
  {
    uid: "mlops-cluster",
    title: "Cluster",
    panels: [
      {
        title: "Requested processors by namespace",
        description: "Who asks for how much; the line of the nodes is what there is.",
        unit: "short",
        queries: {
          "{{namespace}}": 'sum by (namespace) (kube_pod_container_resource_requests{resource="cpu"})',
          nodes: 'sum(kube_node_status_allocatable{resource="cpu"})',
        },
      },
      {
        title: "Requested memory by namespace",
        description: "As above, for memory.",
        unit: "bytes",
        queries: {
          "{{namespace}}": 'sum by (namespace) (kube_pod_container_resource_requests{resource="memory"})',
          nodes: 'sum(kube_node_status_allocatable{resource="memory"})',
        },
      },
      {
        title: "Nodes by pool",
        description: "How the pools grow and shrink.",
        unit: "short",
        queries: { "{{label_mlops_pool}}": "count by (label_mlops_pool) (kube_node_labels)" },
      },
      {
        title: "Pods that wait for a node",
        description: "More than a few minutes of it: the pool is at its limit, or no zone has the capacity.",
        unit: "short",
        queries: { "{{namespace}}": 'sum by (namespace) (kube_pod_status_phase{phase="Pending"})' },
      },
      {
        title: "Restarts in an hour",
        description: "A container that restarts again and again; its last words are in its log.",
        unit: "short",
        queries: { "{{namespace}}": "sum by (namespace) (increase(kube_pod_container_status_restarts_total[1h]))" },
      },
      {
        title: "Free space on volumes",
        description: "Below a tenth an alert goes out.",
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
        title: "GPUs there are, and GPUs in use",
        description: "The distance between the lines is paid for and idle.",
        unit: "short",
        queries: {
          "there are": 'sum(kube_node_status_allocatable{resource="nvidia_com_gpu"})',
          "in use":
            'sum(kube_pod_container_resource_requests{resource="nvidia_com_gpu"} * on (namespace, pod) group_left () (kube_pod_status_phase{phase="Running"} == 1))',
        },
      },
      {
        title: "GPUs in use by namespace",
        description: "Who has them.",
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
        title: "Workloads that wait in a queue",
        of: "kueue",
        description: "`inadmissible` ones don't fit into their team's quota at all.",
        unit: "short",
        queries: { "{{cluster_queue}} {{status}}": "sum by (cluster_queue, status) (kueue_pending_workloads)" },
      },
      {
        title: "Workloads that run by team",
        of: "kueue",
        description: "What each queue has let in.",
        unit: "short",
        queries: { "{{cluster_queue}}": "sum by (cluster_queue) (kueue_admitted_active_workloads)" },
      },
      {
        title: "Applications that Argo CD keeps",
        of: "argo-cd",
        description: "Kubeflow Pipelines is one of them.",
        unit: "short",
        queries: { "{{health_status}} {{sync_status}}": "count by (health_status, sync_status) (argocd_app_info)" },
      },
      {
        title: "Available replicas of Kubeflow Pipelines",
        of: "kubeflow-pipelines",
        description: "All at 1 or more, or pipelines stand still.",
        unit: "short",
        queries: { "{{deployment}}": 'kube_deployment_status_replicas_available{namespace="kubeflow"}' },
      },
      {
        title: "Runs that ended by team",
        of: "kubeflow-pipelines",
        description: "Since the API server started.",
        unit: "short",
        queries: {
          "{{profile}} succeeded": "sum by (profile) (resource_manager_workflow_runs_success)",
          "{{profile}} failed": "sum by (profile) (resource_manager_workflow_runs_failed)",
        },
      },
      {
        title: "Requests to Kubeflow Pipelines that failed",
        of: "kubeflow-pipelines",
        description: "`PermissionDenied`: somebody asks for another team's runs, or is missing among the members.",
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
        title: "Replicas of MLflow",
        of: "mlflow",
        description: "Available against wanted.",
        unit: "short",
        queries: {
          available: 'kube_deployment_status_replicas_available{namespace="mlflow"}',
          wanted: 'kube_deployment_spec_replicas{namespace="mlflow"}',
        },
      },
      {
        title: "Memory of MLflow",
        of: "mlflow",
        description: "Searches over many runs are what fills it.",
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
        description: "During a canary, how the traffic is split.",
        unit: "reqps",
        queries: {
          "{{serving_knative_dev_revision}}":
            "sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count[5m]))",
        },
      },
      {
        title: "99th percentile of the latency by revision",
        of: "knative",
        description: "What the slowest of a hundred callers waits.",
        unit: "s",
        queries: {
          "{{serving_knative_dev_revision}}":
            "histogram_quantile(0.99, sum by (le, serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_bucket[5m])))",
        },
      },
      {
        title: "Share of failed requests by revision",
        of: "knative",
        description: "Answers of 500 and above.",
        unit: "percentunit",
        queries: {
          "{{serving_knative_dev_revision}}":
            'sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count{http_response_status_code=~"5.."}[5m])) / sum by (serving_knative_dev_revision) (rate(kn_serving_invocation_duration_seconds_count[5m]))',
        },
      },
      {
        title: "Time of the prediction itself",
        of: "kserve",
        description:
          "99th percentile without network and queue, the mean where a server has no histogram; the distance to the latency above is spent on the way.",
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
        title: "What the nodes cost an hour",
        of: "opencost",
        description: "By node, at list price.",
        unit: "currencyUSD",
        queries: { "{{instance_type}}": "sum by (instance_type) (node_total_hourly_cost)" },
      },
      {
        title: "What namespaces cost an hour",
        of: "opencost",
        description: "Their requested processors and memory at the price of the node that they are on.",
        unit: "currencyUSD",
        queries: {
          "{{namespace}}":
            "sum by (namespace) (container_cpu_allocation * on (node) group_left () node_cpu_hourly_cost) + sum by (namespace) (container_memory_allocation_bytes / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)",
        },
      },
    ],
  },
];
