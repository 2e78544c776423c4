import type { JsonObject } from "../../kubernetes/json";
import type { ModelRulesProps } from "../../observability/model-alert";
import { recorded } from "../../observability/model-alert";

/** A Prometheus query about a challenger, and its limit. */
export interface CanaryQuery extends JsonObject {
  readonly name: string;
  readonly query: string;
  /** The same query for the champion, if the two are compared. */
  readonly champion?: string;
  /** `minimum` has to be reached before anything is judged; `relative` is a multiple of the champion's value. */
  readonly kind: "minimum" | "absolute" | "relative";
  readonly limit: number;
  readonly unit: "requests" | "s" | "share" | "score" | "times";
  /** Whether a step can't be judged if the value is missing. @default true */
  readonly required?: boolean;
}

/** How much worse than the champion a challenger may be: same as in the alerts. */
const RELATIVE = { latency: 1.2, errors: 2, drift: 1.2 } as const;

/** What `canary analyse` queries between two steps: the same series as the alerts. */
export function canaryQueries(props: ModelRulesProps): CanaryQuery[] {
  const { objective, canary, signals, driftHours } = props;
  const pair = (
    name: string,
    series: string,
    limit: number,
    unit: "s" | "share" | "score",
    times: number,
  ): CanaryQuery[] => [
    { name, query: recorded(props, series, "challenger"), kind: "absolute", limit, unit },
    {
      name: `${name}-against-champion`,
      query: recorded(props, series, "challenger"),
      champion: recorded(props, series, "champion"),
      kind: "relative",
      limit: times,
      unit: "times",
    },
  ];
  return [
    {
      name: "requests",
      query: recorded(props, "model:requests:increase_step", "challenger"),
      kind: "minimum",
      limit: canary.minimumRequests,
      unit: "requests",
    },
    ...pair("latency-p99", "model:latency_p99_seconds:rate5m", objective.latencyP99Seconds, "s", RELATIVE.latency),
    ...(signals.failures
      ? pair("error-rate", "model:error_ratio:rate5m", objective.errorRate, "share", RELATIVE.errors)
      : []),
    // Measured less often than once per step: a new challenger is judged without it.
    ...(driftHours !== undefined
      ? pair("prediction-drift", "model:prediction_drift:last", objective.driftScore, "score", RELATIVE.drift).map(
          (query) => ({ ...query, required: false }),
        )
      : []),
  ];
}
