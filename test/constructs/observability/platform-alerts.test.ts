import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { modelRules } from "../../../src/constructs/observability/model-rules";
import { alertGroup, metricsMissing, PLATFORM_ALERTS } from "../../../src/constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../../../src/constructs/observability/team-budget-alert";
import { workloadAlerts } from "../../../src/constructs/observability/workload-alerts";
import { MODEL_RULES } from "./model-rules-props";

const ALERTS = [
  ...PLATFORM_ALERTS,
  ...teamBudgetAlerts([{ namespace: "fraud", monthlyUsd: 400 }]),
  metricsMissing(PLATFORM_ALERTS),
  ...workloadAlerts([{ component: "dex", namespace: "dex", workloads: [{ name: "dex" }] }]),
];

const MODEL_ALERTS = modelRules(MODEL_RULES)
  .flatMap(({ rules }) => rules as { alert?: string }[])
  .flatMap(({ alert }) => alert ?? []);

const RUNBOOKS = join(__dirname, "../../../docs/runbooks");

test("every alert has a runbook, and links to it", () => {
  const { rules } = alertGroup(ALERTS, "https://example.com/runbooks") as {
    rules: { alert: string; annotations: { runbook_url: string } }[];
  };
  for (const { alert, annotations } of rules) {
    expect(annotations.runbook_url).toBe(`https://example.com/runbooks/${alert}.md`);
    expect(existsSync(join(RUNBOOKS, `${alert}.md`))).toBe(true);
  }
});

test("an alert names its component, if it has one", () => {
  const { rules } = alertGroup(ALERTS, "") as { rules: { alert: string; labels: object }[] };
  const labelsOf = (name: string) => rules.find(({ alert }) => alert === name)?.labels;
  expect(labelsOf("TrackingUnavailable")).toEqual({ severity: "critical", component: "mlflow" });
  expect(labelsOf("ComponentUnavailable")).toEqual({ severity: "warning", component: "dex" });
  expect(labelsOf("VolumeFillsUp")).toEqual({ severity: "warning" });
});

test("every alert about a model has a runbook as well", () => {
  expect(MODEL_ALERTS).toHaveLength(14);
  for (const name of MODEL_ALERTS) expect(existsSync(join(RUNBOOKS, `${name}.md`))).toBe(true);
});

test("no runbook remains for a removed alert", () => {
  const names = [...ALERTS.map(({ name }) => name), ...MODEL_ALERTS].map((name) => `${name}.md`);
  expect(readdirSync(RUNBOOKS).filter((page) => !names.includes(page))).toEqual([]);
});

test("a new platform has a day for its first backup before the alert about a missing one fires", () => {
  const alert = PLATFORM_ALERTS.find(({ name }) => name === "BackupNeverSucceeded");
  const hours = Number(/^(\d+)h$/.exec(alert?.for ?? "")?.[1]);
  expect(hours).toBeGreaterThan(24);
  expect(hours).toBeLessThanOrEqual(36);
});
