import type { TeamBudget } from "../constructs/observability/team-budget-alert";
import type { Team } from "../environment/environment";

/** The teams that have a budget of their own; their namespaces have their names. */
export function teamBudgets(teams: readonly Team[]): TeamBudget[] {
  return teams.flatMap(({ name, budgetUsd }) =>
    budgetUsd === undefined ? [] : [{ namespace: name, monthlyUsd: budgetUsd }],
  );
}
