import type { ReviewResult } from "../../result";
import { count, signed, usd } from "../figures";
import { arrow, code, fitted, folded, shown, text } from "../markdown-text";
import { billTree } from "./bill-tree";

/** Hidden in the comment, so that a workflow finds its own comment. */
export const COST_MARKER = "<!-- mlops-cost -->";

/** Bills as a pull request comment: one table, and everything else collapsed. */
export function costMarkdownReport(results: readonly ReviewResult[]): string {
  return fitted([COST_MARKER, "## Cost", "", table(results), ""], results.flatMap(environment));
}

function table(results: readonly ReviewResult[]): string {
  const rows = results.map(({ policy, cost, comparison }) => [
    code(policy.name),
    usd(cost.monthly),
    `${usd(cost.low)} to ${usd(cost.high)}`,
    comparison ? arrow(comparison.cost.after.minus(comparison.cost.before)) : "–",
    policy.budgetUsd === undefined ? "none" : usd(policy.budgetUsd),
    String(cost.lines.filter(({ kind }) => kind === "unpriced").length),
  ]);
  const header = ["Environment", "USD/month", "As pools scale", "Change", "Budget", "Unpriced"];
  return [header, header.map((_, index) => (index === 0 ? ":--" : "--:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function environment(result: ReviewResult): string[] {
  const name = text(result.policy.name);
  const { comparison, attribution, savings = [] } = result;
  return [
    ...(comparison && comparison.cost.lines.length > 0
      ? [
          folded(
            `${name}: ${signed(comparison.cost.after.minus(comparison.cost.before))} USD a month from this change`,
            [
              shown(
                comparison.cost.lines,
                ({ item, address, difference }) => `- ${arrow(difference)} ${text(item)} of ${code(address)}`,
              ).join("\n"),
            ],
          ),
        ]
      : []),
    folded(`${name}: cost by component`, [bill(result)]),
    ...(attribution
      ? [
          folded(`${name}: cost by purpose`, [
            shown(
              attribution.shares,
              ({ name: share, fixed, usage }) => `- ${usd(fixed.plus(usage))} ${text(share)}`,
            ).join("\n"),
          ]),
        ]
      : []),
    ...(savings.length > 0
      ? [
          folded(`${name}: ${count(savings.length, "possible saving")}`, [
            shown(
              savings,
              ({ id, title, caution, monthly }) => `- ▼ ${usd(monthly)} ${code(id)}: ${text(title)}. ${text(caution)}`,
            ).join("\n"),
          ]),
        ]
      : []),
  ];
}

function bill({ cost }: ReviewResult): string {
  return billTree(cost)
    .map(({ name, monthly, branches }) =>
      [
        `**${usd(monthly)} ${text(name)}**`,
        "",
        ...shown(branches, (branch) => `- ${usd(branch.monthly)} ${text(branch.name)}`),
      ].join("\n"),
    )
    .join("\n\n");
}
