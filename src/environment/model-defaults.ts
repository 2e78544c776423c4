import type { Tier } from "./environment";
import type { Canary, Model, ModelObjective } from "./models";

/** What a tier decides of models that say nothing themselves. */
export interface ModelDefaults extends Pick<Model, "resources" | "replicas" | "timeoutSeconds"> {
  readonly canary: Canary;
  readonly slo: ModelObjective;
  /** When drift is looked for. */
  readonly driftSchedule: string;
  /** Hours between two trainings. */
  readonly retrainingHours: number;
}

const SIZE = {
  resources: { cpu: 1, memoryGiB: 2, gpus: 0 },
  // The default of KServe itself: https://kserve.github.io/website/docs/model-serving/control-plane
  timeoutSeconds: 60,
} as const;

const SLO: ModelObjective = { availability: "99.9%", latencyP99: "500ms", errorRate: "1%", driftScore: 0.2 };

export const MODEL_DEFAULTS: Readonly<Record<Tier, ModelDefaults>> = {
  dev: {
    ...SIZE,
    replicas: { min: 0, max: 2 },
    canary: { steps: [10, 100], stepMinutes: 5, minimumRequests: 20 },
    slo: { ...SLO, availability: "99%" },
    driftSchedule: "0 6 * * *",
    retrainingHours: 24,
  },
  staging: {
    ...SIZE,
    replicas: { min: 0, max: 3 },
    canary: { steps: [10, 50, 100], stepMinutes: 10, minimumRequests: 100 },
    slo: { ...SLO, availability: "99.5%" },
    driftSchedule: "0 */6 * * *",
    retrainingHours: 24,
  },
  prod: {
    ...SIZE,
    // Two, so that losing a node or a zone loses no request.
    replicas: { min: 2, max: 10 },
    canary: { steps: [10, 25, 50, 100], stepMinutes: 30, minimumRequests: 500 },
    slo: SLO,
    driftSchedule: "0 * * * *",
    retrainingHours: 24,
  },
};
