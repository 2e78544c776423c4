import { rmSync } from "node:fs";
import type { ModelRulesProps } from "../../src/constructs/observability/model-alert";
import { modelRules } from "../../src/constructs/observability/model-rules";
import {
  driftEndpointsOf,
  histogramSignals,
  knativeSignals,
  seldonSignals,
  standardSignals,
} from "../../src/constructs/observability/model-signals";
import { FLAPPING, MODEL_CASES } from "./model-cases";
import { type Rules, rulesOf } from "./promtool";

const PROPS: ModelRulesProps = {
  name: "scorer",
  namespace: "fraud",
  signals: knativeSignals("fraud", "scorer"),
  objective: { availability: 0.999, latencyP99Seconds: 0.3, errorRate: 0.01, driftScore: 0.2 },
  canary: { stepMinutes: 10, minimumRequests: 100 },
  driftHours: 1,
  runbooks: "https://example.com/runbooks",
};

let rules: Rules;

beforeAll(() => {
  rules = rulesOf(modelRules(PROPS));
});

afterAll(() => {
  if (rules) rmSync(rules.folder, { recursive: true });
});

test.each([
  ["KServe with Knative", knativeSignals("fraud", "scorer")],
  ["KServe without, on its own server", standardSignals("fraud", "scorer", "sklearn")],
  ["KServe without, on MLServer", standardSignals("fraud", "scorer", "mlflow")],
  ["KServe without, on Triton", standardSignals("fraud", "scorer", "onnx")],
  ["Seldon Core", seldonSignals("scorer")],
  [
    "model servers on any platform",
    histogramSignals({
      histogram: "request_predict_seconds",
      selectors: { champion: 'job="champion"', challenger: 'job="challenger"', all: 'job=~"champion|challenger"' },
      driftEndpoints: driftEndpointsOf("scorer"),
      canary: 'up{job="challenger"} == 1',
    }),
  ],
])("Prometheus accepts the rules of %s", (_, signals) => {
  const { folder, check } = rulesOf(modelRules({ ...PROPS, signals }));
  expect(check()).toBe("");
  rmSync(folder, { recursive: true });
});

test.each(MODEL_CASES.map((item) => [item.what, item] as const))("%s", (_, { series, fires }) => {
  const expected = Object.fromEntries(fires.map((name) => [name, 1]));
  expect(rules.firing(series, "200m", expected)).toBe("");
  // The check itself can fail.
  expect(rules.firing(series, "200m", { ...expected, Nothing: 1 })).not.toBe("");
});

describe("drift that is measured every day for the first time a day after the deployment", () => {
  const firstDay = "_x1439 86400+0x1440";
  // Only these rules: promtool evaluates every minute of the days.
  const ofDrift = modelRules({ ...PROPS, driftHours: 24 }).map((group) => ({
    ...group,
    rules: (group.rules as { alert?: string }[]).filter(({ alert }) => alert?.startsWith("ModelDrift")),
  }));
  const fires = (values: string, at: string, expected: readonly string[]) => {
    const { folder, firing } = rulesOf(ofDrift);
    const series = { 'model_drift_last_run_timestamp_seconds{endpoint="scorer"}': values };
    expect(firing(series, at, Object.fromEntries(expected.map((name) => [name, 1])))).toBe("");
    rmSync(folder, { recursive: true });
  };

  test.each(["1h", "23h", "25h", "47h"])("is no alert after %s", (at) => fires(firstDay, at, []));

  test("is an alert if it is still not measured after two and a half days", () => {
    fires("_x3700", "59h", []);
    fires("_x3700", "61h", ["ModelDriftNeverMeasured"]);
  });
});

test.each(["12m", "20m", "30m", "44m", "56m"])("flapping is one alert, still after %s", (at) => {
  const { folder, firing } = rulesOf(modelRules({ ...PROPS, objective: { ...PROPS.objective, availability: 0.5 } }));
  expect(firing(FLAPPING, at, { CanaryFailing: 1 })).toBe("");
  rmSync(folder, { recursive: true });
});
