import type { Role } from "../../src/constructs/observability/model-signals";

/** Series with one value per minute, in promtool's notation. */
type Series = Readonly<Record<string, string>>;

const PROXY = "kn_serving_invocation_duration_seconds";
const LABELS = 'namespace="fraud", serving_kserve_io_inferenceservice="scorer"';

/** Behavior of a revision: requests per minute, how many of them within 0.1 s, how many fail. */
export interface Behaviour {
  readonly requests: number;
  readonly fast: number;
  readonly failed?: number;
}

const HEALTHY: Behaviour = { requests: 600, fast: 600 };
const SLOW: Behaviour = { requests: 60, fast: 30 };

/** Counters of Knative's proxy for a revision, over two hours, after some minutes of something else. */
function revision(name: string, { requests, fast, failed = 0 }: Behaviour): Series {
  const of = (code: string) =>
    `{${LABELS}, serving_knative_dev_revision="${name}", http_response_status_code="${code}"`;
  const counter = (perMinute: number) => `0+${perMinute}x240`;
  return {
    [`${PROXY}_count${of("200")}}`]: counter(requests - failed),
    ...(failed > 0 && { [`${PROXY}_count${of("500")}}`]: counter(failed) }),
    [`${PROXY}_bucket${of("200")}, le="0.1"}`]: counter(fast),
    [`${PROXY}_bucket${of("200")}, le="1"}`]: counter(requests),
    [`${PROXY}_bucket${of("200")}, le="+Inf"}`]: counter(requests),
  };
}

/** Metrics that kube-state-metrics derives from the InferenceService. */
function traffic(challengerPercent: number): Series {
  const of = (name: string, latest: boolean) =>
    `kserve_inferenceservice_traffic_percent{model="scorer", model_namespace="fraud", revision="${name}", latest="${latest}"}`;
  return challengerPercent === 100
    ? { [of("scorer-00002", true)]: "100x240" }
    : {
        [of("scorer-00002", true)]: `${challengerPercent}x240`,
        [of("scorer-00001", false)]: `${100 - challengerPercent}x240`,
      };
}

function drift(role: Role, score: number, revision = role === "challenger" ? "scorer-00002" : "scorer-00001"): Series {
  const endpoint = role === "challenger" ? "scorer-challenger" : "scorer";
  return {
    [`model_prediction_drift_score{endpoint="${endpoint}", revision="${revision}"}`]: `${score}x240`,
    [`model_drift_score{endpoint="${endpoint}", feature="amount"}`]: `${score}x240`,
    // promtool's clock starts at 0 and the job ends every minute.
    [`model_drift_last_run_timestamp_seconds{endpoint="${endpoint}"}`]: "0+60x240",
  };
}

/** The last verdict that `canary analyse` pushed. */
function verdict(last: string): Series {
  const all = ["continue", "promote", "rollback", "wait", "inconclusive", "over"];
  return Object.fromEntries(
    all.map((name) => [`model_canary_verdict{endpoint="scorer", verdict="${name}"}`, `${name === last ? 1 : 0}x240`]),
  );
}

const canary = (champion: Behaviour, challenger: Behaviour): Series => ({
  ...revision("scorer-00001", champion),
  ...revision("scorer-00002", challenger),
  ...traffic(10),
  ...drift("champion", 0.05),
});

export interface ModelCase {
  readonly what: string;
  readonly series: Series;
  /** The alerts that fire, and no others. */
  readonly fires: readonly string[];
}

const champion: Behaviour = { requests: 540, fast: 540 };
const challenger: Behaviour = { requests: 60, fast: 60 };

export const MODEL_CASES: readonly ModelCase[] = [
  {
    what: "a healthy endpoint without a canary",
    series: { ...revision("scorer-00002", HEALTHY), ...traffic(100), ...drift("champion", 0.05, "scorer-00002") },
    fires: [],
  },
  { what: "a healthy canary", series: canary(champion, challenger), fires: [] },
  { what: "a slow canary", series: canary(champion, SLOW), fires: ["CanarySlow", "ModelSlow"] },
  {
    what: "a slow canary with an equally slow champion",
    series: canary({ requests: 540, fast: 270 }, SLOW),
    fires: ["ModelSlow"],
  },
  {
    what: "a failing canary",
    series: canary(champion, { ...challenger, failed: 30 }),
    fires: ["CanaryFailing", "ModelErrorBudgetBurnsFast", "ModelErrorBudgetBurnsSlowly"],
  },
  {
    what: "a failing canary with a champion that fails as often",
    series: canary({ ...champion, failed: 270 }, { ...challenger, failed: 30 }),
    fires: ["ModelErrorBudgetBurnsFast", "ModelErrorBudgetBurnsSlowly"],
  },
  {
    what: "a drifting canary",
    series: { ...canary(champion, challenger), ...drift("challenger", 0.5) },
    fires: ["CanaryDrifting"],
  },
  {
    what: "a healthy canary after one that drifted",
    series: { ...canary(champion, challenger), ...drift("challenger", 0.9, "scorer-00000") },
    fires: [],
  },
  {
    what: "a drifted champion whose predictions are still measured under its canary role",
    series: {
      ...revision("scorer-00002", HEALTHY),
      ...traffic(100),
      ...drift("champion", 0.05),
      ...drift("challenger", 0.5),
    },
    fires: ["ModelPredictionDrift"],
  },
  {
    what: "a champion that took over from one that had drifted",
    series: {
      ...revision("scorer-00002", HEALTHY),
      ...traffic(100),
      'model_prediction_drift_score{endpoint="scorer", revision="scorer-00001"}': "0.5x240",
      'model_drift_last_run_timestamp_seconds{endpoint="scorer"}': "0+60x240",
      ...drift("challenger", 0.05),
    },
    fires: [],
  },
  {
    what: "data drift in requests that were logged without their revision",
    series: { ...revision("scorer-00002", HEALTHY), ...traffic(100), ...drift("champion", 0.5, "") },
    fires: ["ModelDataDrift", "ModelPredictionDrift"],
  },
  {
    what: "a failing canary with too little traffic to judge",
    series: canary(champion, { requests: 4, fast: 2, failed: 2 }),
    fires: ["CanaryStarved", "ModelErrorBudgetBurnsSlowly"],
  },
  {
    what: "a canary without request metrics",
    series: { ...revision("scorer-00001", champion), ...traffic(10), ...drift("champion", 0.05) },
    fires: ["CanaryUnwatched"],
  },
  {
    what: "a release without traffic metrics by revision",
    series: {
      ...revision("scorer-00001", champion),
      ...revision("scorer-00002", challenger),
      'model_release_running{endpoint="scorer"}': "1x240",
      'model_release_running{endpoint="other"}': "1x240",
      ...drift("champion", 0.05, ""),
    },
    fires: ["CanaryUnwatched"],
  },
  {
    what: "another endpoint's release without traffic metrics by revision",
    series: {
      ...revision("scorer-00001", HEALTHY),
      'model_release_running{endpoint="other"}': "1x240",
      ...drift("champion", 0.05, ""),
    },
    fires: [],
  },
  {
    what: "a release of a healthy canary",
    series: {
      ...canary(champion, challenger),
      'model_release_running{endpoint="scorer"}': "1x240",
      ...verdict("wait"),
    },
    fires: [],
  },
  {
    what: "a step that can't be judged",
    series: { ...canary(champion, challenger), ...verdict("inconclusive") },
    fires: ["CanaryInconclusive"],
  },
  {
    what: "a step that could be judged later",
    series: {
      ...canary(champion, challenger),
      'model_canary_verdict{endpoint="scorer", verdict="inconclusive"}': "1x60 0x180",
    },
    fires: [],
  },
  {
    what: "an endpoint without request metrics",
    series: { ...traffic(100), ...drift("champion", 0.05, "scorer-00002") },
    fires: ["ModelMetricsMissing"],
  },
  {
    what: "data drift",
    series: { ...revision("scorer-00002", HEALTHY), ...traffic(100), ...drift("champion", 0.5, "scorer-00002") },
    fires: ["ModelDataDrift", "ModelPredictionDrift"],
  },
  {
    what: "a drift job that no longer runs",
    series: {
      ...revision("scorer-00002", HEALTHY),
      ...traffic(100),
      'model_drift_last_run_timestamp_seconds{endpoint="scorer"}': "0x240",
    },
    fires: ["ModelDriftUnknown"],
  },
  {
    what: "a drift job that has never run",
    series: { ...revision("scorer-00002", HEALTHY), ...traffic(100) },
    fires: ["ModelDriftNeverMeasured"],
  },
  {
    what: "a champion that is slow without a canary",
    series: {
      ...revision("scorer-00002", { requests: 600, fast: 300 }),
      ...traffic(100),
      ...drift("champion", 0.05, "scorer-00002"),
    },
    fires: ["ModelSlow"],
  },
];

/** A canary that fails for ten minutes, and then for one minute in twelve. */
export const FLAPPING: Series = {
  ...canary(champion, challenger),
  [`${PROXY}_count{${LABELS}, serving_knative_dev_revision="scorer-00002", http_response_status_code="500"}`]: `0+30x10 ${Array.from(
    { length: 12 },
    (_, turn) => `${300 + turn * 40}x11`,
  ).join(" ")}`,
};
