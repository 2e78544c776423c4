/**
 * Series of a metric, one value each minute, in promtool's notation: `1x90` is 1, ninety more times; `_` is no value.
 */
type Series = Readonly<Record<string, string>>;

export interface AlertCase {
  /** Series for which the alert fires; several sets if there are several reasons. */
  readonly fires: Series | readonly Series[];
  /** Series for which it must not fire. */
  readonly quiet: Series;
  /** Time of evaluation, in promtool's notation. */
  readonly at: string;
}

const rollbacks = (phase: string) =>
  `argo_workflows_workflowtemplate_triggered_total{name="rollback-model", phase="${phase}", exported_namespace="model-delivery"}`;

const workflows = (namespace: string) =>
  `argo_workflows_total_count{phase="Failed", exported_namespace="${namespace}"}`;

/** Everything that an alert reads. */
const EVERYTHING: Series = {
  'up{namespace="external-secrets"}': "1x120",
  'up{namespace="cert-manager"}': "1x120",
  'up{namespace="kueue-system"}': "1x120",
  'up{namespace="argocd"}': "1x120",
  'up{namespace="argo"}': "1x120",
  kubelet_volume_stats_available_bytes: "1x120",
  kube_node_status_allocatable: "1x120",
};

export const ALERT_CASES: Readonly<Record<string, AlertCase>> = {
  TrackingUnavailable: {
    fires: [{ 'kube_deployment_status_replicas_available{namespace="mlflow", deployment="mlflow"}': "0x20" }, {}],
    quiet: { 'kube_deployment_status_replicas_available{namespace="mlflow", deployment="mlflow"}': "0x3 1x20" },
    at: "10m",
  },
  PipelinesUnavailable: {
    fires: [
      { 'kube_deployment_status_replicas_available{namespace="kubeflow", deployment="ml-pipeline"}': "0x20" },
      { 'kube_deployment_status_replicas_available{namespace="kubeflow", deployment="ml-pipeline-ui"}': "1x20" },
    ],
    quiet: { 'kube_deployment_status_replicas_available{namespace="kubeflow", deployment="ml-pipeline"}': "0x3 1x20" },
    at: "10m",
  },
  SecretNotRefreshed: {
    fires: {
      'externalsecret_status_condition{exported_namespace="mlflow", name="db", condition="Ready", status="False"}':
        "1x40",
    },
    quiet: {
      'externalsecret_status_condition{exported_namespace="mlflow", name="db", condition="Ready", status="True"}':
        "1x40",
    },
    at: "30m",
  },
  CertificateEndsSoon: {
    // promtool's clock starts at 0: the end is 6 days, or 30 days, after that.
    fires: { 'certmanager_certificate_expiration_timestamp_seconds{name="entry"}': "518400x120" },
    quiet: { 'certmanager_certificate_expiration_timestamp_seconds{name="entry"}': "2592000x120" },
    at: "90m",
  },
  VolumeFillsUp: {
    fires: {
      'kubelet_volume_stats_available_bytes{namespace="monitoring", persistentvolumeclaim="p"}': "5x30",
      'kubelet_volume_stats_capacity_bytes{namespace="monitoring", persistentvolumeclaim="p"}': "100x30",
    },
    quiet: {
      'kubelet_volume_stats_available_bytes{namespace="monitoring", persistentvolumeclaim="p"}': "50x30",
      'kubelet_volume_stats_capacity_bytes{namespace="monitoring", persistentvolumeclaim="p"}': "100x30",
    },
    at: "20m",
  },
  GpuIdle: {
    fires: {
      'kube_node_status_allocatable{resource="nvidia_com_gpu", node="a"}': "1x120",
      'kube_pod_container_resource_requests{resource="cpu", pod="x"}': "4x120",
    },
    quiet: {
      'kube_node_status_allocatable{resource="nvidia_com_gpu", node="a"}': "1x120",
      'kube_pod_container_resource_requests{resource="nvidia_com_gpu", pod="x"}': "1x120",
    },
    at: "90m",
  },
  BackupMissing: {
    fires: { 'velero_backup_last_successful_timestamp{schedule="velero-nightly"}': "0x2880" },
    quiet: { 'velero_backup_last_successful_timestamp{schedule="velero-nightly"}': "0+60x2880" },
    at: "2400m",
  },
  BackupNeverSucceeded: {
    fires: { 'velero_backup_attempt_total{schedule="velero-nightly"}': "0+1x2880" },
    quiet: { 'velero_backup_last_successful_timestamp{schedule="velero-nightly"}': "_x1500 90000x1380" },
    at: "2000m",
  },
  RollbackFailed: {
    fires: [{ [rollbacks("Failed")]: "_x60 1x20" }, { [rollbacks("Error")]: "3x60 4x20" }],
    quiet: { [rollbacks("Succeeded")]: "_x60 1x20", [rollbacks("Failed")]: "2x80" },
    at: "75m",
  },
  ModelWorkflowFailed: {
    fires: [{ [workflows("model-delivery")]: "_x60 1x20" }, { [workflows("model-delivery")]: "3x60 4x20" }],
    quiet: { [workflows("fraud")]: "_x60 1x20", [workflows("model-delivery")]: "2x80" },
    at: "75m",
  },
  MetricsMissing: {
    fires: [
      { ...EVERYTHING, 'up{namespace="cert-manager"}': "_x120" },
      { ...EVERYTHING, kubelet_volume_stats_available_bytes: "_x120" },
    ],
    quiet: EVERYTHING,
    at: "90m",
  },
  QueueStuck: {
    fires: { 'kueue_pending_workloads{cluster_queue="fraud", status="inadmissible"}': "2x120" },
    quiet: { 'kueue_pending_workloads{cluster_queue="fraud", status="active"}': "2x120" },
    at: "90m",
  },
  DeliveryDegraded: {
    fires: [
      { 'argocd_app_info{name="kubeflow-pipelines", health_status="Degraded"}': "1x40" },
      { 'argocd_app_info{name="kubeflow-pipelines", health_status="Missing"}': "1x40" },
    ],
    quiet: { 'argocd_app_info{name="kubeflow-pipelines", health_status="Healthy"}': "1x40" },
    at: "30m",
  },
  TeamBudgetExceeded: {
    // 730 × (10 × 0.05 + 20 × 0.005 + 1 × 0.6) = 876 USD per month for a team with a budget of 400, and 730 × 10 × 0.05
    // = 365 for one with 900.
    fires: {
      'container_cpu_allocation{namespace="fraud", node="a"}': "10x1500",
      'container_memory_allocation_bytes{namespace="fraud", node="a"}': "21474836480x1500",
      'container_gpu_allocation{namespace="fraud", node="a"}': "1x1500",
      'container_cpu_allocation{namespace="search", node="a"}': "10x1500",
      'container_memory_allocation_bytes{namespace="search", node="a"}': "0x1500",
      'node_cpu_hourly_cost{node="a"}': "0.05x1500",
      'node_ram_hourly_cost{node="a"}': "0.005x1500",
      'node_gpu_hourly_cost{node="a"}': "0.6x1500",
    },
    // 730 × (10 × 0.05 + 2 × 0.005) = 372 USD per month, without a GPU; a namespace without a budget has no limit.
    quiet: {
      'container_cpu_allocation{namespace="fraud", node="a"}': "10x1500",
      'container_memory_allocation_bytes{namespace="fraud", node="a"}': "2147483648x1500",
      'container_cpu_allocation{namespace="kubeflow", node="a"}': "100x1500",
      'container_memory_allocation_bytes{namespace="kubeflow", node="a"}': "2147483648x1500",
      'node_cpu_hourly_cost{node="a"}': "0.05x1500",
      'node_ram_hourly_cost{node="a"}': "0.005x1500",
    },
    at: "1500m",
  },
};
