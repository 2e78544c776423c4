import type { ReviewResult } from "../../result";
import { count } from "../figures";
import { comparisonSection } from "./comparison";
import { environmentSection } from "./environment";
import { findingList } from "./findings";
import { html, Markup } from "./markup";
import { SCRIPT, SCRIPT_HASH } from "./script";
import { sideBySide } from "./side-by-side";
import { STYLE, STYLE_HASH } from "./style";
import { environmentCard, mandatory } from "./summary";
import { waiverList } from "./waivers";

/**
 * The results as one self-contained page: no files, no network. It is safe to open anywhere, because its policy
 * only lets the browser run and load what is hashed here.
 */
export function htmlReport(results: readonly ReviewResult[]): string {
  const failed = results.flatMap(({ policy, failed }) => failed.map((finding) => ({ ...finding, in: policy.name })));
  const undecided = results.flatMap(({ policy, undecided }) =>
    undecided.map((finding) => ({ ...finding, in: policy.name })),
  );
  const waived = results.flatMap(({ waived }) => waived);
  const body = html`
<header>
  <h1>Infrastructure review</h1>
  ${verdict(results)}
  <nav aria-label="Parts of this page">
    ${results.some(({ comparison }) => comparison) && html`<a href="#change">Change</a>`}
    <a href="#findings">Findings <span class="count">${failed.length}</span></a>
    <a href="#undecided">Undecided <span class="count">${undecided.length}</span></a>
    <a href="#waivers">Waivers <span class="count">${new Set(waived.map(({ waiver }) => waiver)).size}</span></a>
    <a href="#environments">Cost and resources</a>
  </nav>
</header>
<main>
  <section class="cards" aria-label="Summary">${results.map(environmentCard)}</section>
  ${comparisonSection(results)}
  ${findingList(failed, undecided)}
  ${waiverList(results)}
  <section id="environments">
    <h2>Cost and resources</h2>
    ${sideBySide(results)}
    ${results.map((result, index) => environmentSection(result, index, results.length === 1))}
  </section>
</main>`;
  return page(body).text.replace(/^\s+/, "");
}

function verdict(results: readonly ReviewResult[]): Markup {
  const failed = results.flatMap(({ failed }) => failed);
  const blocked = results.filter((result) => mandatory(result) > 0);
  if (blocked.length > 0) {
    const findings = count(
      blocked.reduce((sum, result) => sum + mandatory(result), 0),
      "mandatory finding",
    );
    const scope = results.length > 1 ? ` in ${blocked.length} of ${results.length} environments` : "";
    return html`<p class="verdict bad">Blocked by ${findings}${scope}</p>`;
  }
  const scope = count(results.length, "environment");
  return failed.length > 0
    ? html`<p class="verdict good">Passes, with ${count(failed.length, "advisory finding")} in ${scope}</p>`
    : html`<p class="verdict good">Clean: no findings in ${scope}</p>`;
}

function page(body: Markup): Markup {
  const policy = `default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Infrastructure review</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>${body}
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
}
