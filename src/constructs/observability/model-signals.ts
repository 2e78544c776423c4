import type { Framework } from "../serving/endpoint-props";
import { type CounterMetrics, RUNTIMES } from "../serving/runtimes";

/** Which version answers: champion, challenger, or the endpoint as a whole. */
export type Role = "champion" | "challenger" | "all";

/** Signals of an endpoint, as Prometheus expressions that return one value without labels, or none. */
export interface ModelSignals {
  /** Requests per second over a window such as `5m`. */
  readonly requests: (role: Role, window: string) => string;
  /** Failed requests per second. @default - not counted, and no rule uses them */
  readonly failures?: (role: Role, window: string) => string;
  /** 99th percentile of the latency, in seconds. */
  readonly latencyP99: (role: Role, window: string) => string;
  /** Drift of the predictions, 0 to 1. */
  readonly predictionDrift: (role: Role) => string;
  /** A value above 0 while a challenger gets traffic; no value otherwise. */
  readonly canary: string;
  /**
   * A value while champion and challenger can be told apart. If it is missing during a release, `canary` returns
   * nothing.
   * @default - roles have their own labels
   */
  readonly roles?: string;
  /**
   * A series with the label `revision` of the challenger: alerts carry it, so that a late one can't roll back another
   * version.
   * @default - versions have no revisions; an alert applies to a release that started before it
   */
  readonly challenger?: string;
}

/** Label matchers of each role: the part between the braces of a selector, e.g. `job="champion"`. */
export type Selectors = Readonly<Record<Role, string>>;

export interface HistogramSignalsProps {
  /** Name of a Prometheus histogram, without `_bucket`, in seconds. */
  readonly histogram: string;
  readonly selectors: Selectors;
  /** Additional matchers of failed requests, e.g. `code=~"5.."`. @default - the histogram doesn't record failures */
  readonly failed?: string;
  /** Label `endpoint` of the drift of champion and challenger. */
  readonly driftEndpoints: Selectors;
  readonly canary: string;
}

/**
 * Signals from a histogram whose series can be told apart by labels, on any platform: Python model servers export
 * `request_predict_seconds`.
 */
export function histogramSignals(props: HistogramSignalsProps): ModelSignals {
  const { histogram, selectors, failed, driftEndpoints, canary } = props;
  return {
    requests: (role, window) => `sum(rate(${histogram}_count{${selectors[role]}}[${window}]))`,
    ...(failed !== undefined && {
      failures: (role: Role, window: string) =>
        `sum(rate(${histogram}_count{${selectors[role]}, ${failed}}[${window}]))`,
    }),
    latencyP99: (role, window) =>
      `histogram_quantile(0.99, sum by (le) (rate(${histogram}_bucket{${selectors[role]}}[${window}])))`,
    predictionDrift: (role) => `max(model_prediction_drift_score{${driftEndpoints[role]}})`,
    canary,
  };
}

/** Label `endpoint` of the drift of a model, and of the challenger while there is one. */
export function driftEndpointsOf(name: string): Selectors {
  return { champion: `endpoint="${name}"`, challenger: `endpoint="${name}-challenger"`, all: `endpoint="${name}"` };
}

/**
 * Metric that kube-state-metrics derives from the status of every InferenceService: percentage of the traffic by
 * revision.
 */
export const TRAFFIC_METRIC = "kserve_inferenceservice_traffic_percent";

const REVISION = "serving_knative_dev_revision";
const PROXY = "kn_serving_invocation_duration_seconds";

/**
 * Signals of KServe's mode Knative. Knative's proxies count by revision; only the status of the InferenceService
 * identifies the challenger: the latest revision, as long as another one has traffic as well.
 */
export function knativeSignals(namespace: string, name: string): ModelSignals {
  const own = `namespace="${namespace}", serving_kserve_io_inferenceservice="${name}"`;
  const traffic = `${TRAFFIC_METRIC}{model_namespace="${namespace}", model="${name}"}`;
  const latest = (is: boolean) => traffic.replace("}", `, latest="${is}"}`);
  const revisions = (role: Role) =>
    role === "challenger" ? `(${latest(true)} < 100)` : `(${latest(false)} or ${latest(true)} == 100)`;
  // The percentage to the power of 0 is 1: it filters without changing the value.
  const of = (role: Role) =>
    role === "all"
      ? ""
      : ` * on (${REVISION}) group_left () max by (${REVISION}) (label_replace(${revisions(role)}, "${REVISION}", "$1", "revision", "(.+)")) ^ 0`;
  const rate = (suffix: string, window: string, more = "") => `rate(${PROXY}_${suffix}{${own}${more}}[${window}])`;
  return {
    requests: (role, window) => `sum(${rate("count", window)}${of(role)})`,
    failures: (role, window) => `sum(${rate("count", window, ', http_response_status_code=~"5.."')}${of(role)})`,
    latencyP99: (role, window) => `histogram_quantile(0.99, sum by (le) (${rate("bucket", window)}${of(role)}))`,
    predictionDrift: (role) => revisionDrift(name, role === "all" ? "champion" : role, revisions),
    canary: `max(${latest(true)} > 0 < 100)`,
    roles: `count(${traffic})`,
    challenger: `max by (revision) (${latest(true)} < 100)`,
  };
}

/**
 * The drift of the revision that currently has this role: measurements of other ones, rolled back or promoted since, do
 * not count. If requests are logged without their revision, it is the champion's.
 */
function revisionDrift(name: string, role: "champion" | "challenger", revisions: (role: Role) => string): string {
  const measured = `model_prediction_drift_score{endpoint=~"${name}(-challenger)?"}`;
  const joined = `max(${measured} * on (revision) group_left () max by (revision) (${revisions(role)}) ^ 0)`;
  return role === "challenger"
    ? joined
    : `(${joined} or max(model_prediction_drift_score{endpoint="${name}", revision=""}))`;
}

/** No challenger gets traffic. */
const NO_CANARY = "vector(0) > 0";

/** Signals of KServe's mode Standard: the model server counts, and there is no canary. */
export function standardSignals(namespace: string, name: string, framework: Framework): ModelSignals {
  const { metrics } = RUNTIMES[framework];
  const own = `namespace="${namespace}", serving_kserve_io_inferenceservice="${name}"`;
  if ("succeeded" in metrics) return counterSignals(metrics, own, name);
  const { histogram, requests, failed } = metrics;
  const selector = requests === undefined ? own : `${own}, ${requests}`;
  return histogramSignals({
    histogram,
    selectors: { champion: selector, challenger: selector, all: selector },
    ...(failed !== undefined && { failed }),
    driftEndpoints: driftEndpointsOf(name),
    canary: NO_CANARY,
  });
}

/**
 * A server without a histogram: the mean replaces the percentile, so that a limit on it is exceeded later, never too
 * early.
 */
function counterSignals({ succeeded, failed, microseconds }: CounterMetrics, own: string, name: string): ModelSignals {
  const rate = (metric: string, window: string) => `sum(rate(${metric}{${own}}[${window}]))`;
  const requests = (window: string) => `(${rate(succeeded, window)} + ${rate(failed, window)})`;
  const drift = driftEndpointsOf(name);
  return {
    requests: (_, window) => requests(window),
    failures: (_, window) => rate(failed, window),
    latencyP99: (_, window) => `${rate(microseconds, window)} / 1e6 / ${requests(window)}`,
    predictionDrift: (role) => `max(model_prediction_drift_score{${drift[role]}})`,
    canary: NO_CANARY,
  };
}

/**
 * Signals of Seldon Core, which counts by model and has no histogram by model: the mean replaces the percentile, so
 * that a limit on it is exceeded later, never too early.
 * https://docs.seldon.ai/seldon-core-2/user-guide/operational-monitoring/usage
 */
export function seldonSignals(name: string): ModelSignals {
  const models = {
    champion: `model="${name}"`,
    // The shadow receives mirrored requests whose responses are discarded: it is judged, but doesn't count for the
    // endpoint.
    challenger: `model=~"${name}-(challenger|shadow)"`,
    all: `model=~"${name}(-challenger)?"`,
  };
  const drift = driftEndpointsOf(name);
  const total = (role: Role, window: string, more = "") =>
    `sum(rate(seldon_model_infer_total{${models[role]}${more}}[${window}]))`;
  return {
    requests: (role, window) => total(role, window),
    failures: (role, window) => total(role, window, ', code!~"200|OK|0"'),
    latencyP99: (role, window) =>
      `sum(rate(seldon_model_infer_seconds_total{${models[role]}}[${window}])) / ${total(role, window)}`,
    predictionDrift: (role) => `max(model_prediction_drift_score{${drift[role]}})`,
    canary: `${total("challenger", "5m")} > 0`,
    roles: total("all", "5m"),
  };
}
