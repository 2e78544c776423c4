import { attributeCost } from "../../attribution/attribute-cost";
import { Component } from "../../constructs/kubernetes/component";
import type { Environment } from "../../environment/environment";
import { synthesize } from "../../framework/synthesize";
import { ResourceGraph, reviewGraph } from "../../review";
import { addStacks } from "../../stacks/clouds";
import { optionsOf, type Reviewed, type ReviewRequest } from "./review-options";

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string, request: ReviewRequest = {}): Reviewed {
  let built: Component[] = [];
  const graph = ResourceGraph.fromTerraform(
    synthesize((app) => {
      addStacks(app, environment);
      built = app.node.findAll().filter((element) => element instanceof Component);
    }),
  );
  const options = optionsOf(environment, today, request);
  return {
    graph,
    result: reviewGraph(graph, { ...options, attribute: (cost) => attributeCost(environment, built, cost) }),
  };
}
