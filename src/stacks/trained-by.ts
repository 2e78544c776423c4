import type { Environment } from "../environment/environment";
import type { TrainingEngine } from "../environment/models";

/** Whether this engine retrains a model of the environment. */
export function trainedBy({ models }: Pick<Environment, "models">, engine: TrainingEngine): boolean {
  return (models?.endpoints ?? []).some(({ retraining }) => retraining?.engine === engine);
}
