import { attributeCost } from "../../attribution/attribute-cost";
import type { Environment } from "../../environment/environment";
import { isOnCloud } from "../../environment/target";
import { ResourceGraph, reviewGraph } from "../../review";
import { type SynthesizedEnvironment, synthesizeEnvironment } from "../synthesize-environment";
import { optionsOf, type Reviewed, type ReviewRequest } from "./review-options";

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string, request: ReviewRequest = {}): Reviewed {
  return reviewSynthesized(environment, synthesizeEnvironment(environment), today, request);
}

/** Reviews an environment that is synthesized already. */
export function reviewSynthesized(
  environment: Environment,
  { stacks, components }: SynthesizedEnvironment,
  today: string,
  request: ReviewRequest = {},
): Reviewed {
  const graph = ResourceGraph.fromTerraform(stacks);
  const options = optionsOf(environment, today, request);
  return {
    graph,
    result: reviewGraph(graph, {
      ...options,
      // What the nodes of an existing cluster cost is not in the code.
      ...(isOnCloud(environment) && { attribute: (cost) => attributeCost(environment, components, cost) }),
    }),
  };
}
