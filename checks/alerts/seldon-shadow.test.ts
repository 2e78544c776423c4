import { rmSync } from "node:fs";
import { modelRules } from "../../src/constructs/observability/model-rules";
import { seldonSignals } from "../../src/constructs/observability/model-signals";
import { type Rules, rulesOf } from "./promtool";

/** How a Model behaves: requests a minute, seconds that each takes, how many of them fail. */
interface Behaviour {
  readonly requests: number;
  readonly seconds: number;
  readonly failed?: number;
}

const HEALTHY: Behaviour = { requests: 540, seconds: 0.05 };

/** What Seldon Core's agent counts of a Model, for four hours. */
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
    "a shadow that fails is taken back, and costs the endpoint nothing",
    "scorer-shadow",
    { failed: 54 },
    ["CanaryFailing"],
  ],
  ["a shadow that is slow is taken back, and the endpoint isn't", "scorer-shadow", { seconds: 0.9 }, ["CanarySlow"]],
  // The same with answers that callers do see.
  [
    "a challenger that fails costs the endpoint its budget",
    "scorer-challenger",
    { failed: 54 },
    ["CanaryFailing", ...BUDGET],
  ],
])("%s", (_, name, behaviour, fires) => {
  const series = { ...model("scorer", HEALTHY), ...model(name, { ...HEALTHY, ...behaviour }) };
  const expected = Object.fromEntries(fires.map((alert) => [alert, 1]));
  expect(rules.firing(series, "200m", expected)).toBe("");
});
