import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { alertGroup, PLATFORM_ALERTS } from "../../../src/constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../../../src/constructs/observability/team-budget-alert";

const ALERTS = [...PLATFORM_ALERTS, ...teamBudgetAlerts([{ namespace: "fraud", monthlyUsd: 400 }])];

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

test("no runbook is left of an alert that is gone", () => {
  const names = ALERTS.map(({ name }) => `${name}.md`);
  expect(readdirSync(RUNBOOKS).filter((page) => !names.includes(page))).toEqual([]);
});
