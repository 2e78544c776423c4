import type { Environment } from "../../environment/environment";
import { environmentId } from "../../environment/names";
import { isOnCloud } from "../../environment/target";
import { TIERS } from "../../environment/tiers";
import type { ResourceGraph, ReviewOptions, ReviewResult, Strictness } from "../../review";
import type { GuardrailsFile } from "../input/guardrails-file";

/** The result of a review, and the resources it covers. */
export interface Reviewed {
  readonly graph: ResourceGraph;
  readonly result: ReviewResult;
}

/** Settings from the command line, which override those of the environment. */
export interface ReviewRequest {
  /** Settings of guardrails.yaml for code that belongs to no environment. */
  readonly guardrails?: GuardrailsFile;
  /** @default - the environment's tier; without an environment prod, the strictest */
  readonly strictness?: Strictness | undefined;
  /** USD/month. @default - the environment's budget; without an environment none */
  readonly budget?: number | undefined;
  /** Look for possible savings. @default false */
  readonly savings?: boolean;
}

/** The review options of an environment. */
export function optionsOf(environment: Environment, today: string, request: ReviewRequest): ReviewOptions {
  const onCloud = isOnCloud(environment) ? environment : undefined;
  const options: ReviewOptions = {
    policy: {
      name: environmentId(environment),
      source: environment.source,
      strictness: environment.tier,
      budgetUsd: onCloud?.budget.monthlyUsd,
      waivers: environment.waivers,
      approvals: environment.approvals,
      ...(environment.teardown && { teardown: environment.teardown }),
    },
    usage: onCloud?.usage ?? TIERS[environment.tier].usage,
    today,
  };
  return withRequest(options, request);
}

export function withRequest(
  options: ReviewOptions,
  { strictness, budget, savings = false }: ReviewRequest,
): ReviewOptions {
  const { policy } = options;
  return {
    ...options,
    savings,
    policy: { ...policy, strictness: strictness ?? policy.strictness, budgetUsd: budget ?? policy.budgetUsd },
  };
}
