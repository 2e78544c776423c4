import type { ReviewResult } from "../../result";
import { count, usd } from "../figures";
import { html, type Markup } from "./markup";

/** The cost by purpose, collapsed; nothing if unknown. */
export function attributionTable({ attribution }: ReviewResult): Markup | undefined {
  if (!attribution) return undefined;
  const { shares, nodeHours, teams, models } = attribution;
  const hours = nodeHours.map(({ pool, usd: hour }) => `${pool} ${hour.toFixed(3)}`).join(", ");
  return html`
<details class="lines">
  <summary>Cost by purpose: ${count(shares.length, "part")}</summary>
  <div class="scroll" tabindex="0" role="region" aria-label="Cost by purpose"><table>
    <thead><tr><th scope="col">Purpose</th><th scope="col" class="number">Fixed</th><th scope="col" class="number">Usage</th><th scope="col" class="number">USD/month</th></tr></thead>
    <tbody>${shares.map(
      ({ name, fixed, usage }) => html`
      <tr><td>${name}</td><td class="number">${usd(fixed)}</td><td class="number">${usd(usage)}</td><td class="number">${usd(fixed.plus(usage))}</td></tr>`,
    )}</tbody>
  </table></div>
  <p class="faint">USD per node-hour, used or idle: ${hours}</p>
  ${teams.map(
    ({ name, expected, atMost, budgetUsd }) => html`
  <p class="faint">Quota of team ${name}: ${usd(expected)} expected, ${usd(atMost)} at most, ${budgetUsd === undefined ? "no budget" : `budget ${usd(budgetUsd)}`}</p>`,
  )}
  ${models.map(
    ({ name, team, expected, atMost }) => html`
  <p class="faint">Model ${name} of team ${team}: ${usd(expected)} expected, ${usd(atMost)} at most</p>`,
  )}
</details>`;
}
