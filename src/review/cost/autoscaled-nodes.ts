import { Decimal } from "decimal.js";
import type { Bill } from "./bill";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";

/** Nodes that an autoscaler chooses itself, counted as nodes of a typical machine type. */
export interface AutoscaledNodes {
  /** Maximum total number of vCPUs. */
  readonly cpuLimit: number;
  /** Table of the price book. */
  readonly table: string;
  readonly type: string;
  /** vCPUs of the type. */
  readonly cpus: number;
}

/** From none to the limit; `usage.autoscaledUtilisation` is the expected share. */
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
