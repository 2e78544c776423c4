import { Decimal } from "decimal.js";
import type { Bill } from "./bill";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";

/** Nodes that an autoscaler chooses itself, as so many of a machine type that it would often choose. */
export interface AutoscaledNodes {
  /** Processors that all of them together may have. */
  readonly cpuLimit: number;
  /** Table of the price book. */
  readonly table: string;
  readonly type: string;
  /** Processors of the type. */
  readonly cpus: number;
}

/** From none to the limit; what is expected in between is in `usage.autoscaledUtilisation`. */
export function autoscaledNodes(
  bill: Bill,
  name: string,
  { cpuLimit, table, type, cpus }: AutoscaledNodes,
  { usage }: EstimateContext,
): CostLine {
  const most = new Decimal(cpuLimit).div(cpus).times(HOURS_PER_MONTH);
  return bill.line({
    item: `${name}, as ${type}`,
    quantity: most.times(usage.autoscaledUtilisation),
    range: { low: 0, high: most },
    table,
    price: type,
  });
}
