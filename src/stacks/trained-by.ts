import type { Environment } from "../environment/environment";
import type { TrainingEngine } from "../environment/models";

/** Whether some model of the environment is retrained by this engine. */
export function trainedBy({ models }: Pick<Environment, "models">, engine: TrainingEngine): boolean {
  return (models?.endpoints ?? []).some(({ retraining }) => retraining?.engine === engine);
}
