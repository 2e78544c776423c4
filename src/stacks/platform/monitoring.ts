import type { JsonObject } from "../../constructs/kubernetes/json";
import { dashboardJson } from "../../constructs/observability/dashboards/dashboard";
import { PLATFORM_DASHBOARDS } from "../../constructs/observability/dashboards/platform-dashboards";
import type { KubePrometheusStackProps } from "../../constructs/observability/kube-prometheus-stack";
import {
  type Alert,
  alertGroup,
  metricsMissing,
  PLATFORM_ALERTS,
  VOLUME_USAGE,
} from "../../constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../../constructs/observability/team-budget-alert";
import type { Environment, Platform } from "../../environment/environment";
import { isOnCloud } from "../../environment/target";
import { chosenComponents } from "../chosen-components";
import { runbooksOf } from "../runbooks";
import { alertReceivers } from "./alert-receivers";
import type { CloudFacts } from "./cloud-facts";

type Monitoring = Pick<
  KubePrometheusStackProps,
  "environment" | "storageClass" | "dns" | "dashboards" | "rules" | "receivers"
>;

/** Whether a cluster runs what an alert or a panel is about. */
type Runs = (about: Pick<Alert, "of">) => boolean;

/** Monitoring of an environment and its receivers: alerts and panels only for components that it runs. */
export function monitoringOf(
  environment: Environment,
  platform: Platform,
  { clusterName, clusterDns, storageClass, secretEntry }: CloudFacts,
): Monitoring {
  const chosen = chosenComponents(environment);
  const runs: Runs = ({ of }) => of === undefined || chosen.some((name) => name === of);
  const dashboards = PLATFORM_DASHBOARDS.map((dashboard) => ({
    ...dashboard,
    panels: dashboard.panels.filter(runs),
  })).filter(({ panels }) => panels.length > 0);
  return {
    environment: clusterName,
    dns: clusterDns,
    storageClass,
    dashboards: Object.fromEntries(dashboards.map((dashboard) => [dashboard.uid, dashboardJson(dashboard)])),
    rules: [rulesOf(environment, platform, runs)],
    ...alertReceivers(platform, secretEntry),
  };
}

/** The alerts of the platform and on the budgets of its teams; the namespaces of teams have the teams' names. */
function rulesOf(environment: Environment, { teams }: Platform, runs: Runs): JsonObject {
  const budgets = teams.flatMap(({ name, budgetUsd }) =>
    budgetUsd === undefined ? [] : [{ namespace: name, monthlyUsd: budgetUsd }],
  );
  const alerts = [...PLATFORM_ALERTS, ...teamBudgetAlerts(budgets)].filter(runs);
  // The StorageClass of an existing cluster may report no usage.
  const expected = alerts.filter(({ reads }) => reads !== VOLUME_USAGE || isOnCloud(environment));
  return alertGroup([...alerts, metricsMissing(expected)], runbooksOf(environment));
}
