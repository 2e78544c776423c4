import Table from "cli-table3";
import { TIER_NAMES } from "../../facts/tier";
import type { Rule } from "../../review";

const HEAD = ["Rule", "Requirement", "Area", "Severity", ...TIER_NAMES];

/** The rules as a table for the terminal. */
export function rulesTable(rules: readonly Rule[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
  for (const rule of rules) table.push([rule.id, ...cells(rule)]);
  return `${table.toString()}\n${rules.length} rules\n`;
}

/** The same table as Markdown; each rule links to its page in the same folder. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [`[${rule.id}](${rule.id}.md)`, ...cells(rule)]);
  return [HEAD, HEAD.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The rules as JSON, without their code and examples. */
export function rulesJson(rules: readonly Rule[]): string {
  const described = rules.map(({ check, examples, ...rest }) => rest);
  return `${JSON.stringify({ version: 1, rules: described }, null, 2)}\n`;
}

function cells({ title, area, severity, enforcement }: Rule): string[] {
  return [title, area, severity, ...TIER_NAMES.map((tier) => enforcement[tier])];
}
