import type { Dashboard } from "./dashboard";

/** Series of the endpoint that the reader chose. */
const OWN = 'endpoint="$endpoint"';

/** Pods of the endpoint. */
const PODS = 'pod=~"$endpoint-predictor.*"';

/** One endpoint, from its traffic to what it costs; every alert about a model links here. */
export const MODEL_DASHBOARD: Dashboard = {
  uid: "mlops-model",
  title: "Model",
  variables: [{ name: "endpoint", label: "Endpoint", query: "label_values(model:objective:error_rate, endpoint)" }],
  panels: [
    {
      title: "Share of the traffic by revision",
      description: "During a release the latest revision climbs step by step; a fall to 0 is a rollback.",
      unit: "percent",
      queries: {
        "{{revision}} (latest: {{latest}})":
          'max by (revision, latest) (kserve_inferenceservice_traffic_percent{model="$endpoint"})',
      },
    },
    {
      title: "What was decided",
      description: "Alerts about this model that go out; those with the action rollback take the new version back.",
      unit: "short",
      queries: { "{{alertname}} {{mlops_action}}": `ALERTS{${OWN}, alertstate="firing"}` },
    },
    {
      title: "Requests",
      description: "By the version that is rolled out and the one that is tried out.",
      unit: "reqps",
      queries: { "{{role}}": `model:requests:rate5m{${OWN}}` },
    },
    {
      title: "99th percentile of the latency",
      description: "Against the objective. A new version that is above it and above the champion is taken back.",
      unit: "s",
      queries: {
        "{{role}}": `model:latency_p99_seconds:rate5m{${OWN}}`,
        objective: `model:objective:latency_p99_seconds{${OWN}}`,
      },
    },
    {
      title: "Share of failed requests",
      description: "Against the limit of a new version.",
      unit: "percentunit",
      queries: {
        "{{role}}": `model:error_ratio:rate5m{${OWN}}`,
        "limit of a new version": `model:objective:error_rate{${OWN}}`,
      },
    },
    {
      title: "Drift of the predictions",
      description: "Of all answers, and of those of the version that is tried out.",
      unit: "short",
      queries: {
        "{{role}}": `model:prediction_drift:last{${OWN}}`,
        limit: `model:objective:drift_score{${OWN}}`,
      },
    },
    {
      title: "Drift by feature",
      description: "Which part of what the model is asked is new. The report of the drift job shows the distributions.",
      unit: "short",
      queries: { "{{feature}}": `model_drift_score{${OWN}}` },
    },
    {
      title: "Hours since drift was looked for",
      description: "More than two turns: the drift job doesn't run.",
      unit: "h",
      queries: { hours: `(time() - model_drift_last_run_timestamp_seconds{${OWN}}) / 3600` },
    },
    {
      title: "Processors in use",
      description: "Of what the pods request; above 1 they live on what others leave over.",
      unit: "percentunit",
      queries: {
        "{{pod}}": `sum by (pod) (rate(container_cpu_usage_seconds_total{${PODS}}[5m])) / sum by (pod) (kube_pod_container_resource_requests{${PODS}, resource="cpu"})`,
      },
    },
    {
      title: "Memory in use",
      description: "Of the limit; at 1 a pod is killed.",
      unit: "percentunit",
      queries: {
        "{{pod}}": `sum by (pod) (container_memory_working_set_bytes{${PODS}, container!=""}) / sum by (pod) (kube_pod_container_resource_limits{${PODS}, resource="memory"})`,
      },
    },
    {
      title: "Replicas",
      description: "Pods that run; none, where the endpoint has scaled to zero.",
      unit: "short",
      queries: { replicas: `sum(kube_pod_status_phase{${PODS}, phase="Running"})` },
    },
    {
      title: "What it costs an hour",
      of: "opencost",
      description: "Its requested processors and memory at the price of the node that they are on.",
      unit: "currencyUSD",
      queries: {
        processors: `sum(container_cpu_allocation{${PODS}} * on (node) group_left () node_cpu_hourly_cost)`,
        memory: `sum(container_memory_allocation_bytes{${PODS}} / 1024 / 1024 / 1024 * on (node) group_left () node_ram_hourly_cost)`,
      },
    },
  ],
};
