import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MODEL_DASHBOARD } from "../../src/constructs/observability/dashboards/model-dashboard";
import { PLATFORM_DASHBOARDS } from "../../src/constructs/observability/dashboards/platform-dashboards";
import { alertGroup, metricsMissing, PLATFORM_ALERTS } from "../../src/constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../../src/constructs/observability/team-budget-alert";
import { ALERT_CASES } from "./cases";

const ALERTS = [
  ...PLATFORM_ALERTS,
  ...teamBudgetAlerts([
    { namespace: "fraud", monthlyUsd: 400 },
    { namespace: "search", monthlyUsd: 900 },
  ]),
  metricsMissing(PLATFORM_ALERTS),
];

let folder: string;

beforeAll(() => {
  const { error } = spawnSync("promtool", ["--version"]);
  if (error) throw new Error("promtool is missing; it comes with Prometheus (Debian: the package prometheus).");
  folder = mkdtempSync(join(tmpdir(), "alerts-"));
  writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups: [alertGroup(ALERTS, "https://example.com")] }));
});

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

/** @returns promtool's errors, empty if it accepts the input */
function promtool(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("promtool", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? "" : `${stdout}${stderr}`;
}

/** Whether exactly the named alert fires for the series. */
function outcome(name: string, series: Readonly<Record<string, string>>, at: string, fires: boolean): string {
  const file = `${name}-${fires}.json`;
  const test = {
    rule_files: ["rules.json"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
        // Counted, so that labels and texts may change without this test.
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${name}", alertstate="firing"}) or vector(0)`,
            eval_time: at,
            exp_samples: [{ labels: "{}", value: fires ? 1 : 0 }],
          },
        ],
      },
    ],
  };
  writeFileSync(join(folder, file), JSON.stringify(test));
  return promtool(["test", "rules", file]);
}

test("Prometheus accepts the rules", () => {
  expect(promtool(["check", "rules", "rules.json"])).toBe("");
});

test("every alert has a case, and every case an alert", () => {
  expect(Object.keys(ALERT_CASES).sort()).toEqual(ALERTS.map(({ name }) => name).sort());
});

test.each(Object.entries(ALERT_CASES))("%s fires when it has to, and not otherwise", (name, { fires, quiet, at }) => {
  expect(outcome(name, quiet, at, false)).toBe("");
  for (const series of Array.isArray(fires) ? fires : [fires]) {
    expect(outcome(name, series, at, true)).toBe("");
    // The check itself can fail.
    expect(outcome(name, series, at, false)).not.toBe("");
  }
});

test("Prometheus accepts every query of every dashboard", () => {
  const queries = [...PLATFORM_DASHBOARDS, MODEL_DASHBOARD].flatMap(({ panels }) =>
    panels.flatMap((panel) => Object.values(panel.queries)),
  );
  const rules = queries.map((expr, index) => ({ record: `query_${index}`, expr }));
  writeFileSync(join(folder, "queries.json"), JSON.stringify({ groups: [{ name: "queries", rules }] }));
  expect(queries.length).toBeGreaterThan(20);
  expect(promtool(["check", "rules", "queries.json"])).toBe("");
});
