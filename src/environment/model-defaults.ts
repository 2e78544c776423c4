import type { Tier } from "./environment";
import type { Canary, Model, ModelObjective } from "./models";

/** Model settings that a tier sets if the model does not. */
export interface ModelDefaults extends Pick<Model, "resources" | "replicas" | "timeoutSeconds"> {
  readonly canary: Canary;
  readonly slo: ModelObjective;
  /** Schedule of the drift check. */
  readonly driftSchedule: string;
  /** Minimum hours between two trainings. */
  readonly retrainingHours: number;
}

const SIZE = {
  resources: { cpu: 1, memoryGiB: 2, gpus: 0 },
  // KServe's default: https://kserve.github.io/website/docs/model-serving/control-plane
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
    // Two, so that no request fails when a node or a zone is lost.
    replicas: { min: 2, max: 10 },
    canary: { steps: [10, 25, 50, 100], stepMinutes: 30, minimumRequests: 500 },
    slo: SLO,
    driftSchedule: "0 * * * *",
    retrainingHours: 24,
  },
};
