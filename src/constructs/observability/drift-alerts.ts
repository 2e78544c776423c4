import { type ModelAlert, type ModelRulesProps, recorded } from "./model-alert";

/** Alerts about what the drift job found: the model sees other data than it was trained on, or nobody looked. */
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
      summary: `What ${name} is asked is no longer what it was trained on.`,
    },
    {
      ...retrain,
      name: "ModelPredictionDrift",
      // Of the version that serves: for a while after a promotion there are also scores of the one before.
      expression: `${recorded(props, "model:prediction_drift:last", "champion")} > ${objective.driftScore}`,
      for: "5m",
      summary: `What ${name} answers is no longer distributed as in its training.`,
    },
    {
      name: "ModelDriftUnknown",
      expression: `time() - max(model_drift_last_run_timestamp_seconds${own}) > ${Math.round(driftHours * 2.5 * 3600)} or absent(model_drift_last_run_timestamp_seconds${own})`,
      for: "30m",
      severity: "warning",
      summary: `Nobody has looked for drift of ${name} for more than two of its turns.`,
    },
  ];
}
