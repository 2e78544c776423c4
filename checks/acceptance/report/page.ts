import { html, type Markup } from "../../../src/review/report/html/markup";
import { STYLE } from "../../../src/review/report/html/style";
import { type Chapter, idOf } from "../record";
import { timeline } from "./timeline";
import { versionColor } from "./version-color";

const OWN_STYLE = `
:root { --champion: #2a5db0; --challenger: #d98a1f; --third: #7a5ba8; }
@media (prefers-color-scheme: dark) { :root { --champion: #8ab0f2; --challenger: #eeb866; --third: #b79be0; } }
svg { width: 100%; height: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
svg .axis { font-size: 11px; fill: var(--faint); }
section ul { margin: .3rem 0 .8rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top; }
thead th { border-bottom: 1px solid var(--line); } td.number { font-variant-numeric: tabular-nums; }
.swatch { display: inline-block; width: .8em; height: .8em; border-radius: 2px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** One page about everything that a run of the acceptance recorded. */
export function page(chapters: readonly Chapter[]): string {
  const failed = chapters.filter(({ failure }) => failure !== undefined).length;
  const verdict = `${chapters.length - failed} of ${chapters.length} chapters passed`;
  const body = html`<header><h1>A model's life on a cluster</h1><p class="verdict ${failed === 0 ? "good" : "bad"}">${verdict}</p></header>
<main>${summary(chapters)}${chapters.map(chapterMarkup)}</main>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A model's life on a cluster</title>`;
  return `<!doctype html><html lang="en"><head>${head}<style>${STYLE}${OWN_STYLE}</style></head><body>${body.text}</body></html>\n`;
}

function summary(chapters: readonly Chapter[]): Markup {
  const rows = chapters.map((chapter) => {
    const errors = chapter.asked.filter(({ failed }) => failed).length;
    return html`<tr><th scope="row"><a href="#${idOf(chapter)}">${chapter.title}</a></th><td>${verdictOf(chapter)}</td><td class="number">${minutesOf(chapter)}</td><td class="number">${chapter.asked.length}</td><td class="number">${errors}</td></tr>`;
  });
  return html`<table><thead><tr><th>Chapter</th><th>Verdict</th><th>Minutes</th><th>Requests of the client</th><th>Errors</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function chapterMarkup(chapter: Chapter): Markup {
  const { title, findings, failure, commits, alerts } = chapter;
  return html`<section id="${idOf(chapter)}"><h2>${title}</h2>
<p>${verdictOf(chapter)}, ${minutesOf(chapter)} minutes. ${legend(chapter)}</p>
<ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul>
${failure !== undefined && html`<pre class="bad">${failure}</pre>`}
${timeline(chapter)}
<details><summary>Commits and alerts</summary><ul>
${commits.map(({ at, author, subject }) => html`<li>${minute(chapter, at)}: ${author} committed "${subject}"</li>`)}
${alerts.map(({ name, from, to }) => html`<li>${minute(chapter, from)} to ${minute(chapter, to)}: ${name}</li>`)}
</ul></details></section>`;
}

/** The versions in words and colors. */
function legend({ versions, asked }: Chapter): Markup {
  const of = (version: string) => asked.filter(({ by }) => by === version).length;
  return html`${versions.map(
    (version) =>
      html`<span class="swatch" style="background: ${versionColor(versions, version)}"></span> version ${version}: ${of(version)} requests. `,
  )}`;
}

function verdictOf({ failure }: Chapter): Markup {
  return failure === undefined
    ? html`<span class="pill good">passed</span>`
    : html`<span class="pill bad">failed</span>`;
}

const minutesUntil = ({ began }: Chapter, moment: number) => ((moment - began) / 60_000).toFixed(1);

const minutesOf = (chapter: Chapter) => minutesUntil(chapter, chapter.ended);

const minute = (chapter: Chapter, moment: number) => `minute ${minutesUntil(chapter, moment)}`;
