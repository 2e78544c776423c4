import type { TrainingEngine } from "../catalogue/training-engine";
import type { Environment } from "../environment/environment";

/** Whether this engine retrains a model of the environment. */
export function trainedBy({ models }: Pick<Environment, "models">, engine: TrainingEngine): boolean {
  return (models?.endpoints ?? []).some(({ retraining }) => retraining?.engine === engine);
}
