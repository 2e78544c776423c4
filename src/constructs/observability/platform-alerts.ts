import type { ComponentName } from "../../catalogue/component";
import type { JsonObject } from "../kubernetes/json";
import { NAMESPACES } from "../kubernetes/names";

/** An alert of the platform. Its runbook is `<runbooks>/<name>.md`. */
export interface Alert {
  /** Also the name of its runbook. */
  readonly name: string;
  readonly expression: string;
  /** How long the condition has to hold, as a Prometheus duration. */
  readonly for: string;
  /** `critical` pages someone, `warning` is read in working hours. */
  readonly severity: "critical" | "warning";
  readonly summary: string;
  /**
   * Component that it covers, its label `component`; without it the alert has no data. `foundation` are the servers on
   * the cluster in place of a cloud's. @default - its metrics exist on every cluster
   */
  readonly of?: ComponentName | typeof NAMESPACES.foundation;
  /**
   * Selector of series that exist whenever the alert can fire: a comparison with a missing series never fires.
   * @default - the expression itself fires on missing series, or they may legitimately be missing
   */
  readonly reads?: string;
}

/** Available replicas of a deployment; 0 if the deployment itself is missing. */
function unavailable(namespace: string, deployment: string): string {
  const replicas = `kube_deployment_status_replicas_available{namespace="${namespace}", deployment="${deployment}"}`;
  return `${replicas} == 0 or absent(${replicas})`;
}

/**
 * Whether a counter increased within an hour. The series of a first failure starts at 1, which Prometheus doesn't see
 * as an increase: a series that did not exist an hour ago counts as well.
 */
function counted(counter: string): string {
  return `increase(${counter}[1h]) > 0 or (${counter} unless ${counter} offset 1h) > 0`;
}

/** The scrape target is Argo's controller, so the namespace of a workflow becomes `exported_namespace`. */
const DELIVERY = `exported_namespace="${NAMESPACES["model-delivery"]}", phase=~"Failed|Error"`;

const BACKUP = 'velero_backup_last_successful_timestamp{schedule="velero-nightly"}';

/** Volumes that are folders of a node, as those of kind and k3s, have no such series. */
export const VOLUME_USAGE = "kubelet_volume_stats_available_bytes";

/** The series that they read, and their sources, are in `checks/alerts/exporters.ts`. */
export const PLATFORM_ALERTS: readonly Alert[] = [
  {
    name: "TrackingUnavailable",
    of: "mlflow",
    expression: unavailable("mlflow", "mlflow"),
    for: "5m",
    severity: "critical",
    summary: "MLflow has no available replica: training runs cannot be logged.",
  },
  {
    name: "PipelinesUnavailable",
    of: "kubeflow-pipelines",
    expression: unavailable("kubeflow", "ml-pipeline"),
    for: "5m",
    severity: "critical",
    summary: "The API server of Kubeflow Pipelines has no available replica.",
  },
  {
    name: "SecretNotRefreshed",
    of: "external-secrets",
    expression: 'externalsecret_status_condition{condition="Ready", status="False"} == 1',
    for: "15m",
    severity: "warning",
    summary: "External Secrets cannot read {{ $labels.exported_namespace }}/{{ $labels.name }}.",
    reads: up("external-secrets"),
  },
  {
    name: "CertificateEndsSoon",
    of: "cert-manager",
    expression: "certmanager_certificate_expiration_timestamp_seconds - time() < 7 * 86400",
    for: "1h",
    severity: "critical",
    summary:
      "The certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires within a week and was not renewed.",
    reads: up("cert-manager"),
  },
  {
    name: "VolumeFillsUp",
    expression: `${VOLUME_USAGE} / kubelet_volume_stats_capacity_bytes < 0.1`,
    for: "10m",
    severity: "warning",
    summary: "Less than 10 % of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free.",
    // Prometheus itself has a volume.
    reads: VOLUME_USAGE,
  },
  {
    name: "GpuIdle",
    expression:
      'sum(kube_node_status_allocatable{resource="nvidia_com_gpu"}) > 0 unless sum(kube_pod_container_resource_requests{resource="nvidia_com_gpu"}) > 0',
    for: "1h",
    severity: "warning",
    summary: "GPU nodes are running, but no pod has requested a GPU for an hour.",
    reads: "kube_node_status_allocatable",
  },
  {
    name: "BackupMissing",
    of: "velero",
    expression: `time() - ${BACKUP} > 36 * 3600`,
    for: "1h",
    severity: "critical",
    summary: "The last successful backup of the schedule {{ $labels.schedule }} is more than 36 hours old.",
  },
  {
    name: "BackupNeverSucceeded",
    of: "velero",
    expression: `absent(${BACKUP})`,
    // The first backup runs within a day of the installation.
    for: "26h",
    severity: "critical",
    summary: "No backup of the cluster has ever succeeded, or Prometheus cannot scrape Velero.",
  },
  {
    name: "QueueStuck",
    of: "kueue",
    expression: 'sum by (cluster_queue) (kueue_pending_workloads{status="inadmissible"}) > 0',
    for: "1h",
    severity: "warning",
    summary: "Workloads of {{ $labels.cluster_queue }} do not fit into its quota.",
    reads: up("kueue"),
  },
  {
    name: "DeliveryDegraded",
    of: "argo-cd",
    expression: 'argocd_app_info{health_status=~"Degraded|Missing"} == 1',
    for: "15m",
    severity: "warning",
    summary: "The Argo CD application {{ $labels.name }} is degraded or missing.",
    reads: up("argo-cd"),
  },
  {
    name: "RollbackFailed",
    of: "argo-workflows",
    expression: counted(`argo_workflows_workflowtemplate_triggered_total{${DELIVERY}, name="rollback-model"}`),
    for: "0m",
    severity: "critical",
    summary: "A rollback triggered by an alert has failed: the bad version may still be serving.",
    reads: up("argo-workflows"),
  },
  {
    name: "ModelWorkflowFailed",
    of: "argo-workflows",
    expression: counted(`argo_workflows_total_count{${DELIVERY}}`),
    for: "0m",
    severity: "warning",
    summary: "A release, rollback or retraining has failed in the namespace model-delivery.",
    reads: up("argo-workflows"),
  },
];

/** Scrape targets in the namespace of a component. */
function up(component: keyof typeof NAMESPACES): string {
  return `up{namespace="${NAMESPACES[component]}"}`;
}

/** Fires if series are missing that alerts read: those alerts can't fire. */
export function metricsMissing(alerts: readonly Alert[]): Alert {
  const selectors = [...new Set(alerts.flatMap(({ reads }) => reads ?? []))];
  const missing = selectors.map(
    (selector) => `label_replace(absent(${selector}), "selector", "${selector.replaceAll('"', "'")}", "", "")`,
  );
  return {
    name: "MetricsMissing",
    expression: missing.join(" or "),
    for: "30m",
    severity: "warning",
    summary: "Prometheus has no series for {{ $labels.selector }}: alerts that read it cannot fire.",
  };
}

/**
 * The alerts as one group of rules.
 * @param runbooks address of the folder of runbooks, without a trailing slash
 * @param name of the group, unique within its PrometheusRule
 */
export function alertGroup(alerts: readonly Alert[], runbooks: string, name = "platform"): JsonObject {
  return {
    name,
    rules: alerts.map(({ name: alert, of, expression, for: duration, severity, summary }) => ({
      alert,
      expr: expression,
      for: duration,
      labels: { severity, ...(of && { component: of }) },
      annotations: { summary, runbook_url: `${runbooks}/${alert}.md` },
    })),
  };
}
