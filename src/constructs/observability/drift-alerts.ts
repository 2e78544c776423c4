import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/**
 * Alerts on the results of the drift job: the model's data differs from its training data, or drift was not checked.
 */
export function driftAlerts(props: ModelRulesProps): ModelAlert[] {
  const { name, objective, driftHours } = props;
  if (driftHours === undefined) return [];
  const own = `{endpoint="${name}"}`;
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
      expression: `time() - max(model_drift_last_run_timestamp_seconds${own}) > ${Math.round(driftHours * 2.5 * 3600)} or absent(model_drift_last_run_timestamp_seconds${own})`,
      for: "30m",
      severity: "warning",
      summary: `Drift of ${name} has not been checked for more than two intervals.`,
    },
  ];
}
