import type { Environment } from "../environment/environment";
import { synthesize } from "../framework/synthesize";
import { type ReviewResult, review } from "../review";
import { addStacks } from "../stacks/clouds";

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string): ReviewResult {
  const code = synthesize((app) => addStacks(app, environment));
  return review(code, {
    policy: {
      name: `${environment.cloud.provider}-${environment.name}`,
      strictness: environment.tier,
      budgetUsd: environment.budget.monthlyUsd,
      waivers: environment.waivers,
    },
    usage: environment.usage,
    today,
  });
}
