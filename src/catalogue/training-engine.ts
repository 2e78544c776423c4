/** Engine of the training pipeline that retrains a model. */
export type TrainingEngine = "kubeflow-pipelines" | "airflow" | "prefect";

export const TRAINING_ENGINES = [
  "kubeflow-pipelines",
  "airflow",
  "prefect",
] as const satisfies readonly TrainingEngine[];
