import { attributeCost } from "../../attribution/attribute-cost";
import type { Environment } from "../../environment/environment";
import { isOnCloud } from "../../environment/target";
import { ResourceGraph, reviewGraph } from "../../review";
import { synthesizeEnvironment } from "../synthesize-environment";
import { optionsOf, type Reviewed, type ReviewRequest } from "./review-options";

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string, request: ReviewRequest = {}): Reviewed {
  const { stacks, components } = synthesizeEnvironment(environment);
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
