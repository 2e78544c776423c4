import { Decimal } from "decimal.js";
import type { Resource } from "../model";
import type { EstimateContext } from "./estimate";

/** The share of one resource in the total usage of its type. */
export function usageShare(total: Decimal.Value, { type }: Resource, { graph }: EstimateContext): Decimal {
  return new Decimal(total).div(graph.ofType(type).length);
}
