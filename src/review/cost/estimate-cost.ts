import type { Resource, ResourceGraph } from "../model";
import type { CostEstimate, CostLine, EstimateContext, UsageAssumptions } from "./estimate";
import { ESTIMATORS } from "./estimators";
import { isFree } from "./free-types";
import { Money } from "./money";

const BY_TYPE = new Map(ESTIMATORS.map((estimator) => [estimator.type, estimator]));

/** The monthly cost of the managed resources of a graph at public list prices. Pure; every sum is exact. */
export function estimateCost(graph: ResourceGraph, usage: UsageAssumptions, today: string): CostEstimate {
  const context: EstimateContext = { graph, usage, today };
  const lines = graph.resources
    .filter(({ mode, type }) => mode === "managed" || (mode === "manifest" && BY_TYPE.has(type)))
    .flatMap((resource) => linesOf(resource, context));
  let monthly = new Money(0);
  let low = new Money(0);
  let high = new Money(0);
  for (const line of lines) {
    if (line.kind === "unpriced") continue;
    monthly = monthly.plus(line.monthly);
    low = low.plus(line.range?.low ?? line.monthly);
    high = high.plus(line.range?.high ?? line.monthly);
  }
  return { lines, monthly, low, high };
}

function linesOf(resource: Resource, context: EstimateContext): readonly CostLine[] {
  const estimator = BY_TYPE.get(resource.type);
  if (estimator) return estimator.estimate(resource, context);
  if (isFree(resource.type)) return [];
  const { stack, address, constructPath, type } = resource;
  return [{ kind: "unpriced", stack, address, constructPath, item: type, reason: `no estimator for ${type}` }];
}
