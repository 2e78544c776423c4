import type { ReviewResult } from "../../result";
import { count } from "../figures";
import { type GraphLayout, layOut, type Node } from "./graph-layout";
import { html, type Markup } from "./markup";

type Part = ReviewResult["parts"][number];

/** More boxes than this are unreadable. */
const MOST_PARTS = 60;

/** In pixels. */
const BOX = { width: 200, height: 28 };
const STEP = { x: BOX.width + 36, y: BOX.height + 8 };

/** Characters of a name that fit in a box next to the number. */
const LONGEST_NAME = 22;
const LONGEST_FAILING_NAME = 18;

/** A stack as a graph of its parts: those with findings first, then the largest. */
export function stackGraph(stack: ReviewResult["stacks"][number], parts: readonly Part[], id: string): Markup {
  const chosen = new Set(
    [...parts]
      .sort((left, right) => right.failed - left.failed || right.resources - left.resources)
      .slice(0, MOST_PARTS),
  );
  const layout = layOut(parts.filter((part) => chosen.has(part)));
  const rest = parts.length - chosen.size;
  return html`
<section class="stack" aria-labelledby="${id}">
  <h5 id="${id}">${stack.name} <span class="faint">${count(stack.resources, "resource")}</span></h5>
  ${layout.nodes.length > 0 && picture(layout)}
  ${layout.alone.length > 0 && html`<ul class="alone" aria-label="Parts without links">${layout.alone.map((part) => html`<li class="${tone(part)}">${part.name} <span class="faint">${amount(part)}</span></li>`)}</ul>`}
  ${rest > 0 && html`<p class="faint">Not drawn: ${count(rest, "smaller part")}.</p>`}
</section>`;
}

function picture({ nodes, edges }: GraphLayout): Markup {
  const columns = 1 + Math.max(...nodes.map(({ column }) => column));
  const rows = 1 + Math.max(...nodes.map(({ row }) => row));
  const width = (columns - 1) * STEP.x + BOX.width + 2;
  const height = (rows - 1) * STEP.y + BOX.height + 2;
  const heights = new Map<number, number>();
  for (const { column, row } of nodes) heights.set(column, Math.max(heights.get(column) ?? 0, row + 1));
  const x = ({ column }: Node) => 1 + column * STEP.x;
  const y = ({ column, row }: Node) => 1 + (row + (rows - (heights.get(column) ?? rows)) / 2) * STEP.y;
  const number = new Map(nodes.map((node, index) => [node, index]));
  const lines = edges.map(({ from, to }) => {
    const start = [x(from) + BOX.width, y(from) + BOX.height / 2] as const;
    const end = [x(to), y(to) + BOX.height / 2] as const;
    const bend = Math.max(18, (end[0] - start[0]) / 2);
    return html`<path data-ends="${number.get(from)} ${number.get(to)}" d="M${start[0]} ${start[1]}C${start[0] + bend} ${start[1]} ${end[0] - bend} ${end[1]} ${end[0]} ${end[1]}"/>`;
  });
  const boxes = nodes.map(
    (node) =>
      html`<g class="box ${tone(node.part)}" data-node="${number.get(node)}" tabindex="0" role="button" aria-pressed="false" transform="translate(${x(node)} ${y(node)})"><title>${described(node.part)}</title><rect width="${BOX.width}" height="${BOX.height}" rx="6"/><text x="10" y="18">${shortened(node.part)}</text><text x="${BOX.width - 10}" y="18" text-anchor="end" class="amount">${amount(node.part)}</text></g>`,
  );
  return html`<div class="scroll"><svg class="graph" width="${width}" height="${height}" role="group" aria-label="${count(nodes.length, "part")} and their dependencies">${lines}${boxes}</svg></div>`;
}

function tone({ failed }: Part): string {
  return failed > 0 ? "failing" : "";
}

function amount({ resources, failed }: Part): string {
  return failed > 0 ? `${failed} failed` : String(resources);
}

function described({ name, resources, failed, uses }: Part): string {
  const faults = failed > 0 ? `, ${count(failed, "finding")}` : "";
  const links = uses.length > 0 ? `; uses ${uses.join(", ")}` : "";
  return `${name}: ${count(resources, "resource")}${faults}${links}`;
}

function shortened({ name, failed }: Part): string {
  const most = failed > 0 ? LONGEST_FAILING_NAME : LONGEST_NAME;
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : name;
}
