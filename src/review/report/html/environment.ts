import type { ReviewResult } from "../../result";
import { count, usd } from "../figures";
import { attributionTable } from "./attribution";
import { costChart, costLines, unpricedLines } from "./cost";
import { stackGraph } from "./graph";
import { html, type Markup } from "./markup";
import { costTreemap } from "./treemap";

/** The cost and the parts of an environment. */
export function environmentSection(result: ReviewResult, index: number, open: boolean): Markup {
  const { policy, stacks, parts, cost } = result;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return html`
<details class="environment" id="environment-${index}"${open ? html` open` : undefined}>
  <summary><h3>${policy.name}</h3><span class="about">${count(resources, "resource")} · ${usd(cost.monthly)} USD a month</span></summary>
  <div class="body">
    ${costTreemap(cost)}
    ${costChart(cost)}
    ${attributionTable(result)}
    ${unpricedLines(cost)}
    ${costLines(cost)}
    ${
      stacks.length > 0 &&
      html`<h4>Resources</h4>
    <p class="faint">Each box is a part with its number of resources; lines connect a part to the parts that use it. Select a box to highlight its lines.</p>`
    }
    ${stacks.map((stack, number) => {
      const own = parts.filter((part) => part.stack === stack.name);
      return stackGraph(stack, own, `graph-${index}-${number}`);
    })}
  </div>
</details>`;
}
