import { Decimal } from "decimal.js";
import type { ReviewResult } from "../../result";
import { billTree } from "../cost/bill-tree";
import { count, usd } from "../figures";
import { html, type Markup } from "./markup";

const MOST_ROWS = 12;

/** The cost of the environments side by side, part by part; nothing for a single environment. */
export function sideBySide(results: readonly ReviewResult[]): Markup | undefined {
  if (results.length < 2) return undefined;
  const bills = results.map(({ cost }) => partsOf(cost));
  const total = (name: string) => bills.reduce((sum, bill) => sum.plus(bill.get(name) ?? 0), new Decimal(0));
  const names = [...new Set(bills.flatMap((bill) => [...bill.keys()]))].sort((left, right) =>
    total(right).cmp(total(left)),
  );
  const shown = names.slice(0, MOST_ROWS);
  const rest = names.slice(MOST_ROWS);
  const row = (title: string, amounts: readonly Decimal[]) => html`
      <tr><th scope="row">${title}</th>${amounts.map((amount) => html`<td class="number">${amount.isZero() ? "–" : usd(amount)}</td>`)}</tr>`;
  return html`
<h3 class="beside">The environments side by side, in USD a month</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Cost of the environments"><table class="beside">
  <thead><tr><th scope="col">Part</th>${results.map(({ policy }) => html`<th scope="col" class="number">${policy.name}</th>`)}</tr></thead>
  <tbody>${shown.map((name) =>
    row(
      name,
      bills.map((bill) => bill.get(name) ?? new Decimal(0)),
    ),
  )}${
    rest.length > 0 &&
    row(
      count(rest.length, "smaller part"),
      bills.map((bill) => rest.reduce((sum, name) => sum.plus(bill.get(name) ?? 0), new Decimal(0))),
    )
  }</tbody>
  <tfoot>${row(
    "Expected",
    results.map(({ cost }) => cost.monthly),
  )}</tfoot>
</table></div>`;
}

/** By name of the part: similar environments share them. */
function partsOf(cost: ReviewResult["cost"]): ReadonlyMap<string, Decimal> {
  const parts = new Map<string, Decimal>();
  for (const { name, monthly } of billTree(cost).flatMap(({ branches }) => branches)) {
    parts.set(name, (parts.get(name) ?? new Decimal(0)).plus(monthly));
  }
  return parts;
}
