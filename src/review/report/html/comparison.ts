import type { ReviewResult } from "../../result";
import { count, signed, usd } from "../figures";
import { html, type Markup } from "./markup";

type Comparison = NonNullable<ReviewResult["comparison"]>;

const MOST_ROWS = 200;

/** What the change does to each environment, if there is something to compare with. */
export function comparisonSection(results: readonly ReviewResult[]): Markup | undefined {
  const compared = results.flatMap(({ policy, comparison }) => (comparison ? [{ name: policy.name, comparison }] : []));
  if (compared.length === 0) return undefined;
  return html`
<section id="change">
  <h2>Change</h2>
  <div class="environments">${compared.map(({ name, comparison }) => environment(name, comparison, compared.length === 1))}</div>
</section>`;
}

function environment(name: string, { resources, findings, cost }: Comparison, open: boolean): Markup {
  const { added, removed, altered } = resources;
  return html`
<details class="environment"${open ? html` open` : undefined}>
  <summary><h3>${name}</h3><span class="about">${summary({ resources, findings, cost })}</span></summary>
  <div class="body">
    ${list("New findings", findings.new, breach, "bad")}
    ${list("Fixed findings", findings.mended, breach, "good")}
    ${list("Added resources", added, address)}
    ${list("Removed resources", removed, address)}
    ${list("Changed resources", altered, (item) => html`${address(item)} ${item.attributes.map((name) => html` <code class="attribute">${name}</code>`)}`)}
    ${costs(cost)}
  </div>
</details>`;
}

function summary({ resources, findings, cost }: Comparison): string {
  const { added, removed, altered } = resources;
  const parts = [
    added.length > 0 && `${count(added.length, "resource")} added`,
    removed.length > 0 && `${removed.length} removed`,
    altered.length > 0 && `${altered.length} changed`,
    findings.new.length > 0 && count(findings.new.length, "new finding"),
    findings.mended.length > 0 && `${findings.mended.length} fixed`,
    !cost.before.eq(cost.after) && `${signed(cost.after.minus(cost.before))} USD a month`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(" · ") : "no changes";
}

function list<Item>(
  title: string,
  items: readonly Item[],
  show: (item: Item) => Markup,
  tone = "",
): Markup | undefined {
  if (items.length === 0) return undefined;
  const rest = items.length - MOST_ROWS;
  return html`
<h4 class="${tone}">${title} <span class="count">${items.length}</span></h4>
<ul>${items.slice(0, MOST_ROWS).map((item) => html`<li class="place">${show(item)}</li>`)}</ul>
${rest > 0 && html`<p class="faint">${rest} more; the JSON report lists them all.</p>`}`;
}

function address({ stack, address }: { readonly stack: string; readonly address: string }): Markup {
  return html`<code>${address}</code> <span class="faint">${stack}</span>`;
}

function breach({ rule, address, message }: ReviewResult["failed"][number]): Markup {
  return html`<p><span class="severity ${rule.severity}">${rule.severity}</span> ${rule.title}</p><p><code>${address}</code> ${message}</p>`;
}

function costs({ before, after, lines }: Comparison["cost"]): Markup | undefined {
  if (lines.length === 0) return undefined;
  const rest = lines.length - MOST_ROWS;
  return html`
<h4>Cost</h4>
<div class="scroll" tabindex="0" role="region" aria-label="Differences in cost"><table>
  <thead><tr><th scope="col">Item, USD/month</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Difference</th></tr></thead>
  <tbody>${lines.slice(0, MOST_ROWS).map(
    (line) => html`
  <tr><td>${line.item}<br><code class="faint">${line.address}</code></td><td class="number">${usd(line.before)}</td><td class="number">${usd(line.after)}</td><td class="number">${signed(line.difference)}</td></tr>`,
  )}</tbody>
  <tfoot><tr><th scope="row">Total</th><td class="number">${usd(before)}</td><td class="number">${usd(after)}</td><td class="number">${signed(after.minus(before))}</td></tr></tfoot>
</table></div>
${rest > 0 && html`<p class="faint">${count(rest, "more line")}; the JSON report lists them all.</p>`}`;
}
