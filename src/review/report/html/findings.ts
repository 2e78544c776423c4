import type { ReviewResult } from "../../result";
import { count } from "../figures";
import { byRule, SEVERITIES } from "../severity";
import { html, type Markup } from "./markup";

type Finding = ReviewResult["failed"][number];

/** A finding and its environment. */
export interface Located extends Finding {
  readonly in: string;
}

const AREAS = ["security", "cost", "reliability", "reproducibility", "change-safety"] as const;

/** Limit that keeps the page fast; the rest is fixed rule by rule. */
const MOST_PLACES = 200;

/** Failed and undecided findings by rule, most severe first, with one filter for both. */
export function findingList(failed: readonly Located[], undecided: readonly Located[]): Markup {
  const all = [...failed, ...undecided];
  return html`
<section id="findings">
  <h2>Findings</h2>
  ${all.length > 0 && filters(all)}
  ${failed.length > 0 ? rules(failed) : html`<p class="good">Nothing failed.</p>`}
</section>
<section id="undecided">
  <h2>Undecided without a plan</h2>
  ${
    undecided.length > 0
      ? html`<p class="faint">Their values are known only in a plan: review the plan to decide them.</p>${rules(undecided)}`
      : html`<p class="faint">Nothing is undecided.</p>`
  }
</section>`;
}

/** They need the page's script, which shows them. */
function filters(all: readonly Located[]): Markup {
  const severities = new Set(all.map(({ rule }) => rule.severity));
  const areas = new Set(all.map(({ rule }) => rule.area));
  const box = (name: string, value: string) =>
    html`<label><input type="checkbox" name="${name}" value="${value}" checked> ${value}</label>`;
  return html`
<form id="filters" hidden>
  <fieldset><legend>Severity</legend>${SEVERITIES.filter((severity) => severities.has(severity)).map((severity) => box("severity", severity))}</fieldset>
  <fieldset><legend>Area</legend>${AREAS.filter((area) => areas.has(area)).map((area) => box("area", area))}</fieldset>
  <label class="search"><span>Text</span> <input type="search" id="words" placeholder="e.g. bucket prod"></label>
  <p id="shown" class="faint" role="status"></p>
</form>`;
}

function rules(located: readonly Located[]): Markup {
  return html`<div class="rules">${byRule(located).map(rule)}</div>`;
}

function rule(located: readonly [Located, ...Located[]]): Markup {
  const { id, title, severity, area, remedy } = located[0].rule;
  const mandatory = located.filter(({ enforcement }) => enforcement === "mandatory").length;
  const shown = located.slice(0, MOST_PLACES);
  const rest = located.length - shown.length;
  return html`
<details class="rule" data-severity="${severity}" data-area="${area}">
  <summary>
    <span class="severity ${severity}">${severity}</span>
    <span class="title">${title}</span>
    <span class="about"><code>${id}</code> · ${area} · ${binding(mandatory, located.length)}</span>
    <span class="count">${located.length}</span>
  </summary>
  <div class="body">
    <p class="remedy"><strong>Fix:</strong> ${remedy}</p>
    <ul>${shown.map(place)}</ul>
    ${rest > 0 && html`<p class="faint">${count(rest, "more place")} of this rule; the JSON report lists them all.</p>`}
  </div>
</details>`;
}

function binding(mandatory: number, all: number): string {
  if (mandatory === 0) return "advisory";
  return mandatory === all ? "mandatory" : `mandatory in ${mandatory} of ${all}`;
}

function place({ in: environment, stack, address, attribute, constructPath, message }: Located): Markup {
  return html`<li class="place"><p><span class="pill">${environment}</span> <code>${address}</code>${attribute !== undefined && html` <code class="attribute">${attribute}</code>`}</p><p>${message}</p><p class="faint">${constructPath ?? stack}</p></li>`;
}
