import type { Environment } from "../environment/environment";
import { synthesize } from "../framework/synthesize";
import { ResourceGraph, type ReviewOptions, type ReviewResult, reviewGraph } from "../review";
import { addStacks } from "../stacks/clouds";

/** A review and what it looked at. */
export interface Reviewed {
  readonly graph: ResourceGraph;
  readonly result: ReviewResult;
}

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string): Reviewed {
  const graph = ResourceGraph.fromTerraform(synthesize((app) => addStacks(app, environment)));
  return { graph, result: reviewGraph(graph, optionsOf(environment, today)) };
}

/** What an environment asks of a review of it. */
export function optionsOf(environment: Environment, today: string): ReviewOptions {
  return {
    policy: {
      name: environmentId(environment),
      strictness: environment.tier,
      budgetUsd: environment.budget.monthlyUsd,
      waivers: environment.waivers,
    },
    usage: environment.usage,
    today,
  };
}

/** `aws-prod`: how its stacks begin. */
export function environmentId({ cloud, name }: Environment): string {
  return `${cloud.provider}-${name}`;
}
