import { Decimal } from "decimal.js";
import type { ReviewResult } from "../../result";
import { count, grouped, usd } from "../figures";
import { html, type Markup } from "./markup";

/** The summary of one environment. */
export function environmentCard(result: ReviewResult, index: number): Markup {
  const { policy, stacks, failed, undecided, waived, passed, cost } = result;
  const binding = mandatory(result);
  const unpriced = cost.lines.filter(({ kind }) => kind === "unpriced").length;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const facts: readonly (readonly [string, number, string])[] = [
    ["Mandatory", binding, binding > 0 ? "bad" : ""],
    ["Advisory", failed.length - binding, ""],
    ["Undecided", undecided.length, ""],
    ["Waived", waived.length, ""],
    ["Passed", passed, ""],
    ["Unpriced", unpriced, ""],
  ];
  return html`
<article class="card">
  <div class="row">
    <h3><a href="#environment-${index}">${policy.name}</a></h3>
    <span class="pill ${binding > 0 ? "bad" : "good"}">${binding > 0 ? "Blocked" : failed.length > 0 ? "Passes" : "Clean"}</span>
  </div>
  <p class="faint">${policy.strictness} · ${count(stacks.length, "stack")} · ${count(resources, "resource")}</p>
  <p class="cost"><strong>${usd(cost.monthly)}</strong> USD a month</p>
  ${budget(result)}
  <dl>${facts.map(([name, value, tone]) => html`<div><dt>${name}</dt><dd class="${tone}">${grouped(value)}</dd></div>`)}</dl>
</article>`;
}

/** Number of blocking findings. */
export function mandatory({ failed }: ReviewResult): number {
  return failed.filter(({ enforcement }) => enforcement === "mandatory").length;
}

/** The share of the budget that is spent; a cost above it fills the bar, and a line marks the budget. */
function budget({ policy, cost }: ReviewResult): Markup {
  const { budgetUsd } = policy;
  if (budgetUsd === undefined) return html`<p class="faint">No budget is set.</p>`;
  const over = cost.monthly.gt(budgetUsd);
  const most = Decimal.max(cost.monthly, budgetUsd, 1);
  const share = (amount: Decimal.Value) => new Decimal(amount).div(most).times(100).toFixed(1);
  const percent = budgetUsd > 0 ? `${cost.monthly.div(budgetUsd).times(100).toFixed(0)} % of` : "above";
  return html`
  <svg class="meter" aria-hidden="true"><rect class="ground" width="100%" height="100%" rx="3"/><rect class="${over ? "over" : ""}" width="${share(cost.monthly)}%" height="100%" rx="3"/>${over && html`<line x1="${share(budgetUsd)}%" x2="${share(budgetUsd)}%" y1="0" y2="100%"/>`}</svg>
  <p class="${over ? "bad" : "faint"}">${percent} the budget of ${usd(budgetUsd)}</p>`;
}
