import type { Environment } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import type { ResourceGraph, ReviewOptions, ReviewResult, Strictness } from "../../review";
import type { GuardrailsFile } from "../input/guardrails-file";

/** A review and what it looked at. */
export interface Reviewed {
  readonly graph: ResourceGraph;
  readonly result: ReviewResult;
}

/** What the command line says in place of an environment. */
export interface Asked {
  /** What guardrails.yaml says of code that belongs to no environment. */
  readonly guardrails?: GuardrailsFile;
  /** @default - the environment's tier; without one prod, the strictest */
  readonly strictness?: Strictness | undefined;
  /** USD/month. @default - the environment's budget; without one none */
  readonly budget?: number | undefined;
  /** Look for what could be saved. @default false */
  readonly savings?: boolean;
}

/** What an environment asks of a review of it. */
export function optionsOf(environment: Environment, today: string, asked: Asked): ReviewOptions {
  const options: ReviewOptions = {
    policy: {
      name: environmentId(environment),
      source: environment.source,
      strictness: environment.tier,
      budgetUsd: environment.budget.monthlyUsd,
      waivers: environment.waivers,
      approvals: environment.approvals,
      ...(environment.teardown && { teardown: environment.teardown }),
    },
    usage: environment.usage,
    today,
  };
  return withAsked(options, asked);
}

export function withAsked(options: ReviewOptions, { strictness, budget, savings = false }: Asked): ReviewOptions {
  const { policy } = options;
  return {
    ...options,
    savings,
    policy: { ...policy, strictness: strictness ?? policy.strictness, budgetUsd: budget ?? policy.budgetUsd },
  };
}
