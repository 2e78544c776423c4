import { Decimal } from "decimal.js";
import type { Resource } from "../model";
import type { EstimateContext } from "./estimate";

/** The part of one resource in what all resources of its type use together. */
export function usageShare(total: Decimal.Value, { type }: Resource, { graph }: EstimateContext): Decimal {
  return new Decimal(total).div(graph.ofType(type).length);
}
