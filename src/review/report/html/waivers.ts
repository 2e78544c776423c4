import type { ReviewResult } from "../../result";
import { count } from "../figures";
import { html, type Markup } from "./markup";

/** Accepted findings: by whom, why, until when, and how many. */
export function waiverList(results: readonly ReviewResult[]): Markup {
  const rows = results.flatMap(({ policy, waived }) => {
    const uses = new Map<ReviewResult["waived"][number]["waiver"], number>();
    for (const { waiver } of waived) uses.set(waiver, (uses.get(waiver) ?? 0) + 1);
    return [...uses].map(([waiver, covers]) => ({ environment: policy.name, waiver, covers }));
  });
  return html`
<section id="waivers">
  <h2>Waivers</h2>
  ${
    rows.length === 0
      ? html`<p class="faint">Nothing is waived.</p>`
      : html`<ul class="panel">${rows.map(
          ({ environment, waiver, covers }) => html`
    <li class="place"><p><span class="pill">${environment}</span> <code>${waiver.rule}</code> on <code>${waiver.resource}</code></p><p>${waiver.reason}</p><p class="faint">${waiver.owner} · until ${waiver.expires} · covers ${count(covers, "finding")}</p></li>`,
        )}</ul>`
  }
</section>`;
}
