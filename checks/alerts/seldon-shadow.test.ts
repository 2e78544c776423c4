import { rmSync } from "node:fs";
import { modelRules } from "../../src/constructs/observability/model-rules";
import { seldonSignals } from "../../src/constructs/observability/model-signals";
import { type Rules, rulesOf } from "./promtool";

/** Behavior of a Model: requests per minute, seconds for each, how many of them fail. */
interface Behaviour {
  readonly requests: number;
  readonly seconds: number;
  readonly failed?: number;
}

const HEALTHY: Behaviour = { requests: 540, seconds: 0.05 };

/** Counters of Seldon Core's agent for a Model, over four hours. */
function model(name: string, { requests, seconds, failed = 0 }: Behaviour): Readonly<Record<string, string>> {
  const of = (metric: string, code: string) => `seldon_model_infer_${metric}{model="${name}", code="${code}"}`;
  return {
    [of("total", "200")]: `0+${requests - failed}x240`,
    [of("total", "500")]: `0+${failed}x240`,
    [of("seconds_total", "200")]: `0+${requests * seconds}x240`,
  };
}

let rules: Rules;

beforeAll(() => {
  rules = rulesOf(
    modelRules({
      name: "scorer",
      namespace: "seldon-mesh",
      engine: "seldon",
      signals: seldonSignals("scorer"),
      objective: { availability: 0.999, latencyP99Seconds: 0.3, errorRate: 0.01, driftScore: 0.2 },
      canary: { stepMinutes: 10, minimumRequests: 100 },
      runbooks: "https://example.com/runbooks",
    }),
  );
});

afterAll(() => {
  if (rules) rmSync(rules.folder, { recursive: true });
});

const BUDGET = ["ModelErrorBudgetBurnsFast", "ModelErrorBudgetBurnsSlowly"] as const;

test.each([
  ["a healthy shadow", "scorer-shadow", HEALTHY, []],
  [
    "a failing shadow is rolled back, and doesn't use up the endpoint's error budget",
    "scorer-shadow",
    { failed: 54 },
    ["CanaryFailing"],
  ],
  ["a slow shadow is rolled back, and the endpoint isn't affected", "scorer-shadow", { seconds: 0.9 }, ["CanarySlow"]],
  // The same with responses that callers do receive.
  [
    "a failing challenger uses up the endpoint's error budget",
    "scorer-challenger",
    { failed: 54 },
    ["CanaryFailing", ...BUDGET],
  ],
])("%s", (_, name, behaviour, fires) => {
  const series = { ...model("scorer", HEALTHY), ...model(name, { ...HEALTHY, ...behaviour }) };
  const expected = Object.fromEntries(fires.map((alert) => [alert, 1]));
  expect(rules.firing(series, "200m", expected)).toBe("");
});
