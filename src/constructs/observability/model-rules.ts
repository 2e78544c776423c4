import type { JsonObject } from "../kubernetes/json";
import { canaryAlerts } from "./canary-alerts";
import { driftAlerts } from "./drift-alerts";
import { ACTION_LABEL, type ModelAlert, type ModelRulesProps } from "./model-alert";
import type { ModelSignals, Role } from "./model-signals";
import { objectiveAlerts } from "./objective-alerts";

/** A Prometheus rule in its file format. */
export interface Rule extends JsonObject {
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Windows of the error rate; the alerts on the error budget compare a long and a short one. */
const WINDOWS = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"] as const;

/**
 * Rules of one endpoint: series with the labels `endpoint`, `namespace` and `role`, and alerts on them. They only
 * depend on the signals, so they run on any Prometheus.
 */
export function modelRules(props: ModelRulesProps): JsonObject[] {
  const alerts = [...objectiveAlerts(props), ...canaryAlerts(props), ...driftAlerts(props)];
  const name = `model-${props.namespace}-${props.name}`;
  return [
    { name: `${name}-series`, rules: series(props) },
    { name: `${name}-alerts`, rules: alerts.map((alert) => alertRule(alert, props)) },
  ];
}

function series(props: ModelRulesProps): Rule[] {
  const { signals, objective, canary } = props;
  const record = (name: string, expr: string, role: Role): Rule => ({
    record: name,
    expr,
    labels: { ...labelsOf(props), role },
  });
  const roles: readonly Role[] = ["champion", "challenger", "all"];
  return [
    ...roles.flatMap((role) => [
      record("model:requests:rate5m", signals.requests(role, "5m"), role),
      record("model:latency_p99_seconds:rate5m", signals.latencyP99(role, "5m"), role),
      ...(signals.failures ? [record("model:error_ratio:rate5m", errorRatio(signals, role, "5m"), role)] : []),
      record("model:prediction_drift:last", signals.predictionDrift(role), role),
    ]),
    record("model:latency_p99_seconds:rate1h", signals.latencyP99("all", "1h"), "all"),
    ...(signals.failures
      ? WINDOWS.slice(1).map((window) =>
          record(`model:error_ratio:rate${window}`, errorRatio(signals, "all", window), "all"),
        )
      : []),
    record(
      "model:requests:increase_step",
      `${signals.requests("challenger", `${canary.stepMinutes}m`)} * ${canary.stepMinutes * 60}`,
      "challenger",
    ),
    // Objectives for dashboards, next to the measured values.
    record("model:objective:latency_p99_seconds", `vector(${objective.latencyP99Seconds})`, "all"),
    record("model:objective:error_rate", `vector(${objective.errorRate})`, "all"),
    record("model:objective:drift_score", `vector(${objective.driftScore})`, "all"),
  ];
}

/** Without failures there is no error series, and the rate is 0. Without requests there is no rate. */
function errorRatio(signals: ModelSignals, role: Role, window: string): string {
  return `(${signals.failures?.(role, window)} or vector(0)) / (${signals.requests(role, window)} > 0)`;
}

function labelsOf({ name, namespace }: ModelRulesProps): Readonly<Record<string, string>> {
  return { endpoint: name, namespace };
}

function alertRule(alert: ModelAlert, props: ModelRulesProps): Rule {
  const { name, expression, severity, action, summary, keepFiringFor } = alert;
  return {
    alert: name,
    expr: expression,
    for: alert.for,
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    labels: {
      ...labelsOf(props),
      severity,
      engine: props.engine ?? "kserve",
      ...(action && { [ACTION_LABEL]: action }),
    },
    annotations: {
      summary,
      runbook_url: `${props.runbooks}/${name}.md`,
      dashboard: `/d/mlops-model?var-endpoint=${props.name}`,
    },
  };
}
