import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/** Intervals of the schedule after which a check is overdue: one may fail. */
const OVERDUE_INTERVALS = 2.5;

/**
 * Alerts on the results of the drift job: the model's data differs from its training data, or drift was not checked.
 */
export function driftAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective, driftHours } = props;
  if (driftHours === undefined) return [];
  const own = `{endpoint="${name}"}`;
  const lastRun = `model_drift_last_run_timestamp_seconds${own}`;
  const overdueMinutes = Math.round(driftHours * OVERDUE_INTERVALS * 60);
  const retrain = { severity: "warning", action: "retrain" } as const;
  return [
    {
      ...retrain,
      name: "ModelDataDrift",
      expression: `max(model_drift_score${own}) > ${objective.driftScore}`,
      for: "5m",
      summary: `The requests of ${name} have drifted from its training data.`,
    },
    {
      ...retrain,
      name: "ModelPredictionDrift",
      // Only of the serving version: for a while after a promotion there are also scores of the previous one.
      expression: `${recorded(props, "model:prediction_drift:last", "champion")} > ${objective.driftScore}`,
      for: "5m",
      summary: `The predictions of ${name} have drifted from those in training.`,
    },
    {
      name: "ModelDriftUnknown",
      expression: `time() - max(${lastRun}) > ${overdueMinutes * 60}`,
      for: "30m",
      severity: "warning",
      summary: `Drift of ${name} has not been checked for more than two intervals.`,
    },
    {
      name: "ModelDriftNeverMeasured",
      expression: `absent(${lastRun})`,
      // The first check runs an interval after the deployment.
      for: `${overdueMinutes}m`,
      severity: "warning",
      summary: `Drift of ${name} has never been checked, or the metrics of its checks are missing.`,
    },
  ];
}
