import type { JsonObject } from "../constructs/kubernetes/json";
import { dashboardJson } from "../constructs/observability/dashboards/dashboard";
import { PLATFORM_DASHBOARDS } from "../constructs/observability/dashboards/platform-dashboards";
import type { KubePrometheusStackProps } from "../constructs/observability/kube-prometheus-stack";
import { alertGroup, PLATFORM_ALERTS } from "../constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../constructs/observability/team-budget-alert";
import type { Environment, Platform } from "../environment/environment";
import { alertReceivers } from "./alert-receivers";
import type { PlatformFacts } from "./platform-facts";

type Monitoring = Pick<KubePrometheusStackProps, "environment" | "storageClass" | "dashboards" | "rules" | "receivers">;

/** What is watched in an environment, and who hears of it. */
export function monitoringOf(
  { repository }: Pick<Environment, "repository">,
  platform: Platform,
  { cluster, storageClass, secretEntry }: PlatformFacts,
): Monitoring {
  return {
    environment: cluster.name,
    storageClass,
    dashboards: Object.fromEntries(PLATFORM_DASHBOARDS.map((dashboard) => [dashboard.uid, dashboardJson(dashboard)])),
    rules: [alertsOf(repository, platform)],
    ...alertReceivers(platform, secretEntry),
  };
}

/** The alerts of the platform and on the budgets of its teams; namespaces of teams have the teams' names. */
function alertsOf(repository: string, { teams }: Platform): JsonObject {
  const budgets = teams.flatMap(({ name, budgetUsd }) =>
    budgetUsd === undefined ? [] : [{ namespace: name, monthlyUsd: budgetUsd }],
  );
  return alertGroup(
    [...PLATFORM_ALERTS, ...teamBudgetAlerts(budgets)],
    `https://github.com/${repository}/blob/main/docs/runbooks`,
  );
}
