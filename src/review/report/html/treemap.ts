import { type HierarchyRectangularNode, hierarchy, treemap } from "d3-hierarchy";
import type { ReviewResult } from "../../result";
import { type Branch, billTree } from "../cost/bill-tree";
import { usd } from "../figures";
import { html, type Markup } from "./markup";

/** In CSS pixels; the picture scales to the available width. */
const WIDTH = 960;
const HEIGHT = 380;

/** For the text in a rectangle: the line height, and the maximum width of a character. */
const LINE = 15;
const CHARACTER = 6.4;

interface Node {
  readonly name: string;
  readonly usd: number;
  readonly children?: readonly Node[];
}

type Cell = HierarchyRectangularNode<Node>;

/** The bill as a treemap, sized by cost. The tables below have the same content. */
export function costTreemap(cost: ReviewResult["cost"]): Markup | undefined {
  const parts = billTree(cost).flatMap(({ branches }) => branches);
  if (parts.length === 0 || cost.monthly.lte(0)) return undefined;
  const root = hierarchy<Node>({ name: "", usd: 0, children: parts.map(nodeOf) })
    .sum(({ usd: own, children }) => (children ? 0 : own))
    .sort((left, right) => (right.value ?? 0) - (left.value ?? 0));
  const laidOut = treemap<Node>().size([WIDTH, HEIGHT]).paddingTop(18).paddingInner(2).round(true)(root);
  return html`
<svg class="treemap" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="The bill: what costs more is larger">
  ${(laidOut.children ?? []).map(group)}
</svg>`;
}

function nodeOf({ name, monthly, branches }: Branch): Node {
  const own = { name, usd: monthly.toNumber() };
  return branches.length === 0 ? own : { ...own, children: branches.map(nodeOf) };
}

function group(cell: Cell): Markup {
  const title = `${cell.data.name} ${usd(cell.value ?? 0)}`;
  return html`<g><title>${title}</title><rect class="ground" ${place(cell)}/>${label(cell, title, "group")}${(cell.children ?? []).map(leaf)}</g>`;
}

function leaf(cell: Cell): Markup {
  const amount = usd(cell.value ?? 0);
  return html`<g><title>${cell.data.name}: ${amount} USD a month</title><rect ${place(cell)}/>${label(cell, `${cell.data.name} ${amount}`, "leaf")}</g>`;
}

function place({ x0, y0, x1, y1 }: Cell): Markup {
  return html`x="${x0}" y="${y0}" width="${Math.max(0, x1 - x0)}" height="${Math.max(0, y1 - y0)}"`;
}

/** As much of the text as fits; none if too little fits. */
function label({ x0, y0, x1, y1 }: Cell, text: string, kind: "group" | "leaf"): Markup | undefined {
  const room = Math.floor((x1 - x0 - 8) / CHARACTER);
  if (room < 4 || y1 - y0 < LINE) return undefined;
  const shown = text.length <= room ? text : `${text.slice(0, room - 1)}…`;
  return html`<text class="${kind}" x="${x0 + 4}" y="${y0 + 13}">${shown}</text>`;
}
