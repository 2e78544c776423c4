import { Decimal } from "decimal.js";
import type { Bill } from "./bill";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";
import type { Provisioning } from "./google-machine";

/**
 * Share of the list price that Google takes off machines that run all month, by series; what isn't here gets none.
 * https://cloud.google.com/compute/docs/sustained-use-discounts
 */
const DISCOUNTS: Readonly<Record<string, string>> = { n1: "0.3", n2: "0.2", n2d: "0.2", c2: "0.2" };

/**
 * What is taken off, as a line of its own below zero, where the environment counts on it: `usage.sustainedUseDiscount`.
 * @param always machines that run all month; those that come and go earn little, and count as none
 */
export function sustainedUse(
  bill: Bill,
  { machineType, spot }: Provisioning,
  always: number,
  { usage }: EstimateContext,
): CostLine[] {
  const [series = ""] = machineType.split("-");
  const discount = Object.hasOwn(DISCOUNTS, series) ? DISCOUNTS[series] : undefined;
  if (!usage.sustainedUseDiscount || spot || discount === undefined || always === 0) return [];
  return [
    bill.line({
      item: `sustained-use discount ${machineType}`,
      quantity: HOURS_PER_MONTH * always,
      table: "compute.on-demand",
      price: machineType,
      factor: new Decimal(discount).negated(),
    }),
  ];
}
