import type { Bill } from "./bill";
import type { CostLine } from "./estimate";

/** What is paid by its use, of which nothing is assumed: named, with its price, so that it can be worked out by hand. */
export function byUsage(bill: Bill, item: string, price: string, use: string): CostLine {
  const line = bill.line({ item, quantity: 1, price });
  if (line.kind === "unpriced") return line;
  return bill.unpriced(item, `it depends on ${use}: ${line.unitPrice.toFixed()} USD/${line.unit}`);
}
