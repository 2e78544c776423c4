import type { ModelSignals, Role } from "./model-signals";

/** Service level objectives of a model. */
export interface Objective {
  /** Share of requests that succeed, over 30 days, 0 to 1. */
  readonly availability: number;
  /** 99th percentile of the latency, in seconds. */
  readonly latencyP99Seconds: number;
  /** Share of failed requests above which a canary is rolled back, 0 to 1. */
  readonly errorRate: number;
  /** Score above which data or predictions count as drifted, 0 to 1. */
  readonly driftScore: number;
}

export interface ModelRulesProps {
  /** Name of the endpoint; label `endpoint` of every series and alert. */
  readonly name: string;
  readonly namespace: string;
  /** Serving engine; label `engine` of every alert, used by automatic actions. @default "kserve" */
  readonly engine?: "kserve" | "seldon";
  readonly signals: ModelSignals;
  readonly objective: Objective;
  readonly canary: {
    /** Duration of a step. */
    readonly stepMinutes: number;
    /** Requests that a step needs before it can be judged. */
    readonly minimumRequests: number;
  };
  /** A model without traffic has no pods, and so no metrics. @default false */
  readonly scalesToZero?: boolean;
  /** Hours between two drift checks. @default - drift is not checked */
  readonly driftHours?: number;
  /** Address of the folder of runbooks, without a trailing slash. */
  readonly runbooks: string;
}

/** An alert about a model. Its runbook is `<runbooks>/<name>.md`. */
export interface ModelAlert {
  readonly name: string;
  readonly expression: string;
  /** How long the condition has to hold, as a Prometheus duration. */
  readonly for: string;
  /** How long it keeps firing after the condition ends: flapping becomes one alert. @default - not at all */
  readonly keepFiringFor?: string;
  /** `critical` pages someone, `warning` can wait until the next morning. */
  readonly severity: "critical" | "warning";
  /** Automatic action of the platform. @default - none; people are only notified */
  readonly action?: "rollback" | "retrain";
  readonly summary: string;
}

/** Label of an alert with its automatic action; Alertmanager's routes and the event bindings read it. */
export const ACTION_LABEL = "mlops_action";

/** A recorded series of the endpoint. */
export function recorded({ name, namespace }: ModelRulesProps, series: string, role: Role): string {
  return `${series}{endpoint="${name}", namespace="${namespace}", role="${role}"}`;
}
