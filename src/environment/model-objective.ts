import type { ModelObjective } from "./models";

/** An objective in numbers: shares from 0 to 1, seconds. */
export interface ObjectiveInNumbers {
  readonly availability: number;
  readonly latencyP99Seconds: number;
  readonly errorRate: number;
  readonly driftScore: number;
}

/** Converts strings with units, which the schema has validated, to numbers. */
export function objectiveOf({ availability, latencyP99, errorRate, driftScore }: ModelObjective): ObjectiveInNumbers {
  return {
    availability: share(availability),
    latencyP99Seconds: seconds(latencyP99),
    errorRate: share(errorRate),
    driftScore,
  };
}

/** Rounded, to remove floating-point errors of the division by 100. */
function share(text: string): number {
  return Number((Number.parseFloat(text) / 100).toFixed(8));
}

/** `300ms`, `2s` */
export function seconds(text: string): number {
  return text.endsWith("ms") ? Number.parseFloat(text) / 1000 : Number.parseFloat(text);
}
