import type { TeamBudget } from "../constructs/observability/team-budget-alert";
import type { Environment, Team } from "../environment/environment";

/** The teams that have a budget of their own; their namespaces have their names. */
export function teamBudgets(teams: readonly Team[]): TeamBudget[] {
  return teams.flatMap(({ name, budgetUsd }) =>
    budgetUsd === undefined ? [] : [{ namespace: name, monthlyUsd: budgetUsd }],
  );
}

/** Where the runbooks of alerts are; without a slash at its end. */
export function runbooksOf({ repository }: Pick<Environment, "repository">): string {
  return `https://github.com/${repository}/blob/main/docs/runbooks`;
}
