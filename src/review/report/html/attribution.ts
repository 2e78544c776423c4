import type { ReviewResult } from "../../result";
import { count, usd } from "../figures";
import { html, type Markup } from "./markup";

/** What the money is for, folded; nothing where nobody knows. */
export function attributionTable({ attribution }: ReviewResult): Markup | undefined {
  if (!attribution) return undefined;
  const { shares, nodeHours, teams, models } = attribution;
  const hours = nodeHours.map(({ pool, usd: hour }) => `${pool} ${hour.toFixed(3)}`).join(", ");
  return html`
<details class="lines">
  <summary>What it is for: ${count(shares.length, "part")}</summary>
  <div class="scroll" tabindex="0" role="region" aria-label="What it is for"><table>
    <thead><tr><th scope="col">For</th><th scope="col" class="number">There</th><th scope="col" class="number">Used</th><th scope="col" class="number">USD/month</th></tr></thead>
    <tbody>${shares.map(
      ({ name, fixed, usage }) => html`
      <tr><td>${name}</td><td class="number">${usd(fixed)}</td><td class="number">${usd(usage)}</td><td class="number">${usd(fixed.plus(usage))}</td></tr>`,
    )}</tbody>
  </table></div>
  <p class="faint">An hour of one node, used or not, in USD: ${hours}</p>
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
