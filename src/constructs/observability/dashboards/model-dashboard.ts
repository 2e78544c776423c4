import type { Dashboard } from "./dashboard";

/** Series of the selected endpoint. */
const OWN = 'endpoint="$endpoint"';

/** Pods of the endpoint. */
const PODS = 'pod=~"$endpoint-predictor.*"';

/** One endpoint, from its traffic to its cost; every alert about a model links here. */
export const MODEL_DASHBOARD: Dashboard = {
  uid: "mlops-model",
  title: "Model",
  variables: [{ name: "endpoint", label: "Endpoint", query: "label_values(model:objective:error_rate, endpoint)" }],
  panels: [
    {
      title: "Traffic share by revision",
      description: "During a release the latest revision's share rises step by step; a drop to 0 is a rollback.",
      unit: "percent",
      queries: {
        "{{revision}} (latest: {{latest}})":
          'max by (revision, latest) (kserve_inferenceservice_traffic_percent{model="$endpoint"})',
      },
    },
    {
      title: "Alerts",
      description: "Firing alerts for this model; those with the action rollback roll back the new version.",
      unit: "short",
      queries: { "{{alertname}} {{mlops_action}}": `ALERTS{${OWN}, alertstate="firing"}` },
    },
    {
      title: "Requests",
      description: "By role: champion and challenger.",
      unit: "reqps",
      queries: { "{{role}}": `model:requests:rate5m{${OWN}}` },
    },
    {
      title: "p99 latency",
      description:
        "Compared with the objective. A new version above both the objective and the champion is rolled back.",
      unit: "s",
      queries: {
        "{{role}}": `model:latency_p99_seconds:rate5m{${OWN}}`,
        objective: `model:objective:latency_p99_seconds{${OWN}}`,
      },
    },
    {
      title: "Error rate",
      description: "Compared with the limit for a new version.",
      unit: "percentunit",
      queries: {
        "{{role}}": `model:error_ratio:rate5m{${OWN}}`,
        "limit for a new version": `model:objective:error_rate{${OWN}}`,
      },
    },
    {
      title: "Prediction drift",
      description: "For all responses, and for those of the challenger.",
      unit: "short",
      queries: {
        "{{role}}": `model:prediction_drift:last{${OWN}}`,
        limit: `model:objective:drift_score{${OWN}}`,
      },
    },
    {
      title: "Drift by feature",
      description: "Which input features have drifted. The report of the drift job shows the distributions.",
      unit: "short",
      queries: { "{{feature}}": `model_drift_score{${OWN}}` },
    },
    {
      title: "Hours since the last drift check",
      description: "More than two intervals: the drift job is not running.",
      unit: "h",
      queries: { hours: `(time() - model_drift_last_run_timestamp_seconds{${OWN}}) / 3600` },
    },
    {
      title: "CPU usage",
      description: "Relative to the pods' requests; above 1 they use spare capacity of the node.",
      unit: "percentunit",
      queries: {
        "{{pod}}": `sum by (pod) (rate(container_cpu_usage_seconds_total{${PODS}}[5m])) / sum by (pod) (kube_pod_container_resource_requests{${PODS}, resource="cpu"})`,
      },
    },
    {
      title: "Memory usage",
      description: "Relative to the limit; at 1 a pod is killed.",
      unit: "percentunit",
      queries: {
        "{{pod}}": `sum by (pod) (container_memory_working_set_bytes{${PODS}, container!=""}) / sum by (pod) (kube_pod_container_resource_limits{${PODS}, resource="memory"})`,
      },
    },
    {
      title: "Replicas",
      description: "Running pods; none if the endpoint has scaled to zero.",
      unit: "short",
      queries: { replicas: `sum(kube_pod_status_phase{${PODS}, phase="Running"})` },
    },
    {
      title: "Cost per hour",
      of: "opencost",
      description: "Its requested CPU and memory at the price of their node.",
      unit: "currencyUSD",
      queries: {
        processors: `sum(container_cpu_allocation{${PODS}} * on (node) group_left () node_cpu_hourly_cost)`,
        memory: `sum(container_memory_allocation_bytes{${PODS}} / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)`,
      },
    },
  ],
};
