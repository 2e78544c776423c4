import { Decimal } from "decimal.js";
import type { ReviewResult } from "../../result";
import { count, usd } from "../figures";
import { html, type Markup } from "./markup";

type Cost = ReviewResult["cost"];

const MOST_BARS = 10;
const MOST_LINES = 1000;

/** A bar for each billed item, most expensive first. */
export function costChart(cost: Cost): Markup {
  const kinds = new Map<string, Decimal>();
  for (const { item, monthly } of priced(cost)) kinds.set(item, (kinds.get(item) ?? new Decimal(0)).plus(monthly));
  const sorted = [...kinds].sort(([, left], [, right]) => right.cmp(left));
  const rest = sorted.slice(MOST_BARS);
  const most = Decimal.max(0.01, ...sorted.slice(0, 1).map(([, monthly]) => monthly));
  const bars = sorted.slice(0, MOST_BARS).map(
    ([item, monthly]) => html`
    <tr><th scope="row">${item}</th><td class="bar"><svg aria-hidden="true"><rect width="${monthly.div(most).times(100).toFixed(1)}%" height="100%" rx="2"/></svg></td><td class="number">${usd(monthly)}</td></tr>`,
  );
  const remainder = rest.reduce((sum, [, monthly]) => sum.plus(monthly), new Decimal(0));
  return html`
<h4>Cost</h4>
<table class="chart">
  <thead><tr><th scope="col">Item</th><th scope="col" class="bar"><span class="unseen">Size</span></th><th scope="col" class="number">USD/month</th></tr></thead>
  <tbody>${bars}${rest.length > 0 && html`<tr><th scope="row" class="faint">${count(rest.length, "smaller item")}</th><td class="bar"></td><td class="number">${usd(remainder)}</td></tr>`}</tbody>
  <tfoot><tr><th scope="row">Expected${range(cost)}</th><td class="bar"></td><td class="number">${usd(cost.monthly)}</td></tr></tfoot>
</table>`;
}

/** Every priced line, collapsed. */
export function costLines(cost: Cost): Markup | undefined {
  const lines = priced(cost);
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  return html`
<details class="lines">
  <summary>${count(lines.length, "cost line")}</summary>
  <div class="scroll" tabindex="0" role="region" aria-label="Cost lines"><table>
    <thead><tr><th scope="col">Item</th><th scope="col" class="number">Quantity</th><th scope="col">Unit</th><th scope="col" class="number">USD each</th><th scope="col" class="number">USD/month</th></tr></thead>
    <tbody>${shown.map(
      ({ item, address, quantity, unit, unitPrice, monthly }) => html`
      <tr><td>${item}<br><code class="faint">${address}</code></td><td class="number">${quantity.toDecimalPlaces(2).toString()}</td><td>${unit}</td><td class="number">${unitPrice.toString()}</td><td class="number">${usd(monthly)}</td></tr>`,
    )}</tbody>
  </table></div>
  ${rest > 0 && html`<p class="faint">${count(rest, "more line")}; the JSON report lists them all.</p>`}
</details>`;
}

/** Billed items without a price, listed to show that the total is incomplete. */
export function unpricedLines(cost: Cost): Markup | undefined {
  const lines = cost.lines.filter((line) => line.kind === "unpriced");
  if (lines.length === 0) return undefined;
  const shown = lines.slice(0, MOST_LINES);
  const rest = lines.length - shown.length;
  return html`
<details class="lines">
  <summary>${lines.length} unpriced, not included in the total</summary>
  <ul>${shown.map(({ address, item, reason }) => html`<li>${item}: ${reason}<br><code class="faint">${address}</code></li>`)}</ul>
  ${rest > 0 && html`<p class="faint">${count(rest, "more line")}; the JSON report lists them all.</p>`}
</details>`;
}

function priced(cost: Cost) {
  return cost.lines.filter((line) => line.kind === "priced");
}

function range({ low, high }: Cost): Markup | undefined {
  return low.eq(high) ? undefined : html`<br><span class="faint">${usd(low)} to ${usd(high)} as pools scale</span>`;
}
