import Table from "cli-table3";
import type { Rule } from "../../review";

const TIERS = ["dev", "staging", "prod"] as const;

const HEAD = ["Rule", "Demands", "Area", "Severity", ...TIERS];

/** The rules as a table for people at a terminal. */
export function rulesTable(rules: readonly Rule[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
  for (const rule of rules) table.push([rule.id, ...cells(rule)]);
  return `${table.toString()}\n${rules.length} rules\n`;
}

/** The same as Markdown; each rule links to its page beside the table. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => [`[${rule.id}](${rule.id}.md)`, ...cells(rule)]);
  return [HEAD, HEAD.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Everything that is said of the rules, for machines. */
export function rulesJson(rules: readonly Rule[]): string {
  const described = rules.map(({ check, examples, ...rest }) => rest);
  return `${JSON.stringify({ version: 1, rules: described }, null, 2)}\n`;
}

function cells({ title, area, severity, enforcement }: Rule): string[] {
  return [title, area, severity, ...TIERS.map((tier) => enforcement[tier])];
}
