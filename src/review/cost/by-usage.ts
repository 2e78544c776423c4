import type { Bill } from "./bill";
import type { CostLine } from "./estimate";

/** Usage-based cost with unknown usage: listed as unpriced with its unit price, so that it can be calculated by hand. */
export function byUsage(bill: Bill, item: string, price: string, use: string): CostLine {
  const line = bill.line({ item, quantity: 1, price });
  if (line.kind === "unpriced") return line;
  return bill.unpriced(item, `it depends on ${use}: ${line.unitPrice.toFixed()} USD/${line.unit}`);
}
