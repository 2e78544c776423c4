import type { Environment } from "../environment/environment";
import { synthesize } from "../framework/synthesize";
import { ResourceGraph, reviewGraph } from "../review";
import { addStacks } from "../stacks/clouds";
import { type Asked, optionsOf, type Reviewed } from "./review-options";

/** Synthesizes an environment in memory and reviews it; nothing is written. */
export function reviewEnvironment(environment: Environment, today: string, asked: Asked = {}): Reviewed {
  const graph = ResourceGraph.fromTerraform(synthesize((app) => addStacks(app, environment)));
  return { graph, result: reviewGraph(graph, optionsOf(environment, today, asked)) };
}
