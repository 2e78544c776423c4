import type { ModelSignals, Role } from "./model-signals";

/** What callers of a model may count on. */
export interface Objective {
  /** Share of requests that are answered, over 30 days, 0 to 1. */
  readonly availability: number;
  /** Seconds within which 99 of 100 requests are answered. */
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
  /** What serves it; label `engine` of every alert, for whoever acts on one. @default "kserve" */
  readonly engine?: "kserve" | "seldon";
  readonly signals: ModelSignals;
  readonly objective: Objective;
  readonly canary: {
    /** How long a step is watched. */
    readonly stepMinutes: number;
    /** Requests that a step has to see before it says anything. */
    readonly minimumRequests: number;
  };
  /** A model that nobody asks has no pods, and so no metrics. @default false */
  readonly scalesToZero?: boolean;
  /** Hours between two looks at drift. @default - nobody looks */
  readonly driftHours?: number;
  /** Address of the folder of runbooks, without a slash at its end. */
  readonly runbooks: string;
}

/** An alert about a model. Its runbook is `<runbooks>/<name>.md`. */
export interface ModelAlert {
  readonly name: string;
  readonly expression: string;
  /** How long it has to hold, in Prometheus' words. */
  readonly for: string;
  /** How long it goes on after it held last: what flaps is one alert. @default - not at all */
  readonly keepFiringFor?: string;
  /** `critical` wakes somebody, `warning` is for the next morning. */
  readonly severity: "critical" | "warning";
  /** What the platform does about it by itself. @default - nothing; it tells somebody */
  readonly action?: "rollback" | "retrain";
  readonly summary: string;
}

/** Label of an alert with what the platform does about it; Alertmanager's routes and the event bindings read it. */
export const ACTION_LABEL = "mlops_action";

/** A recorded series of the endpoint. */
export function recorded({ name, namespace }: ModelRulesProps, series: string, role: Role): string {
  return `${series}{endpoint="${name}", namespace="${namespace}", role="${role}"}`;
}
