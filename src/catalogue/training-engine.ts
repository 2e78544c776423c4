import type { ComponentName } from "./component";

/** Components that train models. */
export const TRAINING_ENGINES = [
  "kubeflow-pipelines",
  "airflow",
  "prefect",
] as const satisfies readonly ComponentName[];

/** Engine of the training pipeline that retrains a model. */
export type TrainingEngine = (typeof TRAINING_ENGINES)[number];
