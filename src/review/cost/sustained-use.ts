import { Decimal } from "decimal.js";
import type { Bill } from "./bill";
import { type CostLine, type EstimateContext, HOURS_PER_MONTH } from "./estimate";
import type { Provisioning } from "./google-machine";

/**
 * Sustained-use discount for machines that run all month, by series; other series get none.
 * https://cloud.google.com/compute/docs/sustained-use-discounts
 */
const DISCOUNTS: Readonly<Record<string, string>> = { n1: "0.3", n2: "0.2", n2d: "0.2", c2: "0.2" };

/**
 * The discount as a separate negative line, if the environment enables it: `usage.sustainedUseDiscount`.
 * @param always machines that run all month; machines that scale earn little and are not counted
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
