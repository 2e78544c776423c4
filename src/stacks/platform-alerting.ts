import type { JsonObject } from "../constructs/kubernetes/json";
import { alertGroup, PLATFORM_ALERTS } from "../constructs/observability/platform-alerts";
import { teamBudgetAlerts } from "../constructs/observability/team-budget-alert";
import type { Environment, Team } from "../environment/environment";

/** The alerts of the platform and on the budgets of its teams; namespaces of teams have the teams' names. */
export function platformAlerts({ repository }: Pick<Environment, "repository">, teams: readonly Team[]): JsonObject {
  const budgets = teams.flatMap(({ name, budgetUsd }) =>
    budgetUsd === undefined ? [] : [{ namespace: name, monthlyUsd: budgetUsd }],
  );
  return alertGroup(
    [...PLATFORM_ALERTS, ...teamBudgetAlerts(budgets)],
    `https://github.com/${repository}/blob/main/docs/runbooks`,
  );
}
