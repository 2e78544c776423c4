import type { JsonObject } from "../kubernetes/json";

/** An alert of the platform. Its runbook is `<runbooks>/<name>.md`. */
export interface Alert {
  /** Also the name of its runbook. */
  readonly name: string;
  readonly expression: string;
  /** How long it has to hold, in Prometheus' words. */
  readonly for: string;
  /** `critical` wakes somebody, `warning` is for the next morning. */
  readonly severity: "critical" | "warning";
  readonly summary: string;
}

/** Every metric is one that a component of the catalogue exports. */
export const PLATFORM_ALERTS: readonly Alert[] = [
  {
    name: "TrackingUnavailable",
    expression: 'kube_deployment_status_replicas_available{namespace="mlflow"} == 0',
    for: "5m",
    severity: "critical",
    summary: "MLflow has no replica that answers; training can't log.",
  },
  {
    name: "PipelinesUnavailable",
    expression: 'kube_deployment_status_replicas_available{namespace="kubeflow", deployment="ml-pipeline"} == 0',
    for: "5m",
    severity: "critical",
    summary: "The API server of Kubeflow Pipelines has no replica that answers.",
  },
  {
    name: "SecretNotRefreshed",
    expression: 'externalsecret_status_condition{condition="Ready", status="False"} == 1',
    for: "15m",
    severity: "warning",
    summary: "External Secrets can't read {{ $labels.namespace }}/{{ $labels.name }}.",
  },
  {
    name: "CertificateEndsSoon",
    expression: "certmanager_certificate_expiration_timestamp_seconds - time() < 7 * 86400",
    for: "1h",
    severity: "critical",
    summary:
      "The certificate {{ $labels.exported_namespace }}/{{ $labels.name }} ends within a week and was not renewed.",
  },
  {
    name: "VolumeFillsUp",
    expression: "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1",
    for: "10m",
    severity: "warning",
    summary: "Less than a tenth of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free.",
  },
  {
    name: "GpuIdle",
    expression:
      'sum(kube_node_status_allocatable{resource="nvidia_com_gpu"}) > 0 unless sum(kube_pod_container_resource_requests{resource="nvidia_com_gpu"}) > 0',
    for: "1h",
    severity: "warning",
    summary: "GPU nodes run, and nobody has asked for a GPU for an hour.",
  },
  {
    name: "BackupMissing",
    expression: "time() - velero_backup_last_successful_timestamp > 36 * 3600",
    for: "1h",
    severity: "critical",
    summary: "The last good backup by {{ $labels.schedule }} is more than a day and a half old.",
  },
  {
    name: "QueueStuck",
    expression: 'sum by (cluster_queue) (kueue_pending_workloads{status="inadmissible"}) > 0',
    for: "1h",
    severity: "warning",
    summary: "Workloads of {{ $labels.cluster_queue }} don't fit into their quota.",
  },
  {
    name: "DeliveryDegraded",
    expression: 'argocd_app_info{health_status=~"Degraded|Missing"} == 1',
    for: "15m",
    severity: "warning",
    summary: "Argo CD can't bring {{ $labels.name }} into the state that Git asks for.",
  },
];

/** The alerts as one group of rules. @param runbooks address of the folder of runbooks, without a slash at its end */
export function alertGroup(alerts: readonly Alert[], runbooks: string): JsonObject {
  return {
    name: "platform",
    rules: alerts.map(({ name, expression, for: duration, severity, summary }) => ({
      alert: name,
      expr: expression,
      for: duration,
      labels: { severity },
      annotations: { summary, runbook_url: `${runbooks}/${name}.md` },
    })),
  };
}
