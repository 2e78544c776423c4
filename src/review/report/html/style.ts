/** The page's only style sheet. Everything shown by colour is also stated in words. */
export const STYLE = `
:root {
  --ground: #f7f7f5; --panel: #ffffff; --line: #e2e1dc; --tint: #efeeea; --text: #1b1b19; --faint: #64635d;
  --accent: #2a5db0; --bar: #9db8e6; --ink: #10223f; --edge: #b9b8b1;
  --critical: #9b1c1c; --high: #b4401e; --medium: #835800; --low: #4a5a6b; --good: #1b6b40; --bad: #a82a20;
  --bad-tint: #fbe9e7; --good-tint: #e5f3ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141416; --panel: #1c1c1f; --line: #323238; --tint: #27272c; --text: #ebebe8; --faint: #a3a29c;
    --accent: #8ab0f2; --bar: #3f5f98; --ink: #f2f5fb; --edge: #54545c;
    --critical: #ff8f8a; --high: #ffa380; --medium: #e3b352; --low: #a8b6c5; --good: #7fcf9f; --bad: #ff9189;
    --bad-tint: #3b2220; --good-tint: #1c3325;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
header, main { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
main { padding-bottom: 4rem; }
h1, h2, h3, h4, h5, p, dl, dd, ul { margin: 0; }
ul { padding: 0; list-style: none; }
h1 { font-size: 1.05rem; font-weight: 600; color: var(--faint); }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 3rem 0 .75rem; }
h3 { font-size: 1rem; }
h4 { font-size: .95rem; margin: 1.75rem 0 .5rem; }
h5 { font-size: .85rem; margin: 1.5rem 0 .6rem; }
a { color: var(--accent); text-underline-offset: .15em; }
code { font: .86em/1.45 ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.faint { color: var(--faint); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.verdict { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; margin: .15rem 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; margin-bottom: 1.5rem; }
.count { color: var(--faint); font-variant-numeric: tabular-nums; }
.pill {
  display: inline-block; font-size: .8rem; line-height: 1.5; padding: 0 .5rem; border-radius: 99px;
  background: var(--tint); color: var(--faint); white-space: nowrap; max-width: 100%; overflow: hidden; text-overflow: ellipsis; vertical-align: bottom;
}
.pill.good { background: var(--good-tint); color: var(--good); }
.pill.bad { background: var(--bad-tint); color: var(--bad); font-weight: 600; }
.row { display: flex; justify-content: space-between; align-items: baseline; gap: .75rem; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 1rem; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.1rem; min-width: 0; }
.card h3 { overflow-wrap: anywhere; }
.card h3 a { color: inherit; text-decoration: none; }
.card h3 a:hover { text-decoration: underline; }
.card > .faint { font-size: .87rem; }
.cost { margin-top: .8rem; color: var(--faint); font-size: .87rem; }
.cost strong { font-size: 1.5rem; font-weight: 600; color: var(--text); font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.meter { display: block; width: 100%; height: 6px; margin: .35rem 0 .3rem; }
.meter + p { font-size: .87rem; font-variant-numeric: tabular-nums; }
.card dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: .5rem .75rem; margin-top: .9rem; padding-top: .8rem; border-top: 1px solid var(--line); }
.card dl div { display: flex; flex-direction: column-reverse; }
.card dt { font-size: .8rem; color: var(--faint); }
.card dd { font-size: 1.05rem; font-weight: 600; line-height: 1.2; font-variant-numeric: tabular-nums; }

#filters {
  display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.75rem; margin-bottom: 1rem; font-size: .9rem;
}
fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .9rem; border: 0; margin: 0; padding: 0; min-width: 0; }
legend, .search span { float: left; color: var(--faint); padding: 0; margin-right: .2rem; }
#filters label { display: inline-flex; align-items: center; gap: .35rem; cursor: pointer; }
input { accent-color: var(--accent); }
input[type="search"] {
  font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  padding: .35rem .6rem; width: min(19rem, 100%);
}
h2 + p { margin-bottom: .75rem; }
#shown { font-variant-numeric: tabular-nums; }

details { background: var(--panel); border: 1px solid var(--line); }
.rule { border-bottom: 0; }
.rules > :first-child, .environment:first-of-type { border-radius: 10px 10px 0 0; }
.rules > :last-child, .environment:last-of-type { border-radius: 0 0 10px 10px; border-bottom: 1px solid var(--line); }
.rules > :only-child, .environment:only-of-type { border-radius: 10px; }
.environment { border-bottom: 0; }
.lines { border-radius: 8px; margin-top: .75rem; }
summary { cursor: pointer; padding: .65rem 1rem; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--tint); }
.rule > summary { display: grid; grid-template-columns: 4.6rem 1fr auto; gap: 0 .75rem; align-items: baseline; }
.rule .title { font-weight: 550; }
.rule .about { grid-column: 2; grid-row: 2; font-size: .85rem; color: var(--faint); }
.rule .count::after, .environment > summary::after, .lines > summary::after {
  content: ""; display: inline-block; width: .4rem; height: .4rem; margin: 0 .1rem .15rem .7rem;
  border: solid var(--faint); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg);
}
.rule[open] > summary .count::after, details[open] > summary::after { transform: rotate(-135deg); margin-bottom: -.05rem; }
.severity { font-size: .8rem; font-weight: 650; }
.severity.critical { color: var(--critical); } .severity.high { color: var(--high); }
.severity.medium { color: var(--medium); } .severity.low { color: var(--low); }
.rule .body { padding: .2rem 1rem 1rem 6.35rem; }
.remedy { margin-bottom: .75rem; overflow-wrap: anywhere; }
.place { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; }
.place:last-child { padding-bottom: 0; }
.place .faint { font-size: .85rem; }
.chart tfoot .faint { font-weight: 400; font-size: .87rem; }
.attribute { background: var(--tint); border-radius: 4px; padding: .05rem .3rem; }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; font-weight: 600; }
thead th { color: var(--faint); font-size: .85rem; font-weight: 500; }
th, td { padding: .45rem 1rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr > :last-child { padding-right: 0; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .2rem 1rem; }
.panel .place:first-child { border-top: 0; }
.panel .place:last-child { padding-bottom: .6rem; }

.environment > summary { display: grid; grid-template-columns: 1fr auto auto; align-items: baseline; padding: .8rem 1rem; }
.environment > summary h3 { overflow-wrap: anywhere; min-width: 0; }
.environment > summary .about { color: var(--faint); font-variant-numeric: tabular-nums; }
.environment > .body { padding: 0 1rem 1.25rem; border-top: 1px solid var(--line); }
.chart { max-width: 48rem; }
.chart tbody th { font-weight: 400; overflow-wrap: anywhere; }
.chart tfoot th, .chart tfoot td { font-weight: 600; }
.chart td, .chart th { border-bottom: 0; padding-top: .22rem; padding-bottom: .22rem; }
.chart tfoot th, .chart tfoot td { border-top: 1px solid var(--line); padding-top: .45rem; }
.bar { width: 38%; }
.bar svg { display: block; width: 100%; height: .7rem; margin-top: .36rem; }
rect { fill: var(--bar); }
rect.over { fill: var(--bad); }
rect.ground { fill: var(--tint); }
.meter line { stroke: var(--panel); stroke-width: 3; }
.lines > :not(summary) { margin: 0 1rem .9rem; }
.lines table { min-width: 36rem; }
.lines > summary { padding: .5rem 1rem; font-size: .93rem; }
.lines li { padding: .4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }

.treemap { display: block; width: 100%; height: auto; margin-top: 1rem; font-size: 11px; }
.treemap rect { stroke: var(--panel); }
.treemap .group { fill: var(--text); font-weight: 600; }
.treemap .leaf { fill: var(--ink); }
h3.beside { margin: 0 0 .5rem; }
table.beside { min-width: 36rem; margin-bottom: 1.5rem; }

.graph { display: block; font-size: 12px; }
.graph path { fill: none; stroke: var(--edge); stroke-width: 1.25; }
.graph text { fill: var(--text); }
.graph .amount { fill: var(--faint); font-variant-numeric: tabular-nums; }
.box { cursor: pointer; outline: none; }
.box rect { fill: var(--tint); stroke: var(--line); }
.box:hover rect, .box:focus-visible rect { stroke: var(--accent); stroke-width: 2; }
.box.failing rect { fill: var(--bad-tint); stroke: var(--bad); }
.box.failing .amount { fill: var(--bad); font-weight: 600; }
.box[aria-pressed="true"] rect { stroke: var(--accent); stroke-width: 2; }
.selected path { opacity: .25; }
.selected path.own { opacity: 1; stroke: var(--accent); stroke-width: 2; }
.selected .box:not(.near) { opacity: .4; }
.alone { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .75rem; font-size: 12px; }
.alone li { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .6rem; overflow-wrap: anywhere; }
.alone li.failing { background: var(--bad-tint); border-color: var(--bad); }

@media (max-width: 40rem) {
  header, main { padding-left: .9rem; padding-right: .9rem; }
  header { padding-top: 1.5rem; }
  .verdict { font-size: 1.4rem; }
  .rule > summary { grid-template-columns: 1fr auto; }
  .rule .severity { grid-column: 1; } .rule .title { grid-column: 1; } .rule .about { grid-column: 1; grid-row: auto; }
  .rule .count { grid-column: 2; grid-row: 1; }
  .rule .body { padding-left: 1rem; }
  .bar { width: 26%; }
  .environment > summary { grid-template-columns: 1fr auto; }
  .environment > summary .about { grid-row: 2; }
}
@media print {
  #filters, nav { display: none; }
  details { break-inside: avoid; }
}
`;

/** The style hash in the page's policy: the test computes it and reports the new value after a change. */
export const STYLE_HASH = "sha256-DL4iD9oUvtl2nDrgK24kNlURgDDOPFwIVSyaYE5QUGk=";
