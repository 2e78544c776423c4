import { isBlocked, type ReviewResult } from "../result";
import { count, signed, usd } from "./figures";
import { arrow, code, fitted, folded, shown, text } from "./markdown-text";
import { byRule } from "./severity";

type Finding = ReviewResult["failed"][number];
type Comparison = NonNullable<ReviewResult["comparison"]>;

/** Hidden in the comment, so that a workflow finds its own comment and updates it instead of adding another. */
export const MARKER = "<!-- mlops-review -->";

/** The results as a pull request comment: a headline, a table, and everything else collapsed. */
export function markdownReport(results: readonly ReviewResult[]): string {
  const head = [MARKER, headline(results), "", table(results), ""];
  const sections = results.flatMap(environment);
  return fitted(head, sections);
}

function headline(results: readonly ReviewResult[]): string {
  const blocked = results.filter(isBlocked);
  const changed = results.flatMap(({ comparison }) => (comparison ? [comparison.cost] : []));
  const money = changed.length > 0 ? `, ${moneyChange(changed)}` : "";
  return blocked.length === 0
    ? `## ✅ Ready to deploy${money}`
    : `## ❌ Blocked: ${blocked.map(({ policy }) => code(policy.name)).join(", ")}${money}`;
}

function moneyChange(costs: readonly Comparison["cost"][]): string {
  const [first, ...rest] = costs.map(({ before, after }) => after.minus(before));
  const sum = first && rest.reduce((total, difference) => total.plus(difference), first);
  return sum && !sum.isZero() ? `${signed(sum)} USD a month` : "cost unchanged";
}

function table(results: readonly ReviewResult[]): string {
  const rows = results.map((result) => {
    const { policy, failed, undecided, waived, cost, comparison } = result;
    const mandatory = failed.filter(({ enforcement }) => enforcement === "mandatory").length;
    return [
      `${isBlocked(result) ? "❌" : "✅"} ${code(policy.name)}`,
      `${mandatory}`,
      `${failed.length - mandatory}`,
      `${undecided.length}`,
      `${waived.length}`,
      usd(cost.monthly),
      comparison ? arrow(comparison.cost.after.minus(comparison.cost.before)) : "–",
      policy.budgetUsd === undefined ? "none" : usd(policy.budgetUsd),
    ];
  });
  const header = ["Environment", "Mandatory", "Advisory", "Undecided", "Waived", "USD/month", "Change", "Budget"];
  return [header, header.map((_, index) => (index === 0 ? ":--" : "--:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function environment(result: ReviewResult): string[] {
  const { policy, failed, waived, approved, comparison } = result;
  const name = text(policy.name);
  return [
    ...(failed.length > 0 ? [folded(`${name}: ${count(failed.length, "finding")}`, byRule(failed).map(rule))] : []),
    ...(comparison ? [changes(name, comparison)] : []),
    folded(`${name}: ${usd(result.cost.monthly)} USD a month`, [bill(result)]),
    ...(waived.length > 0 ? [folded(`${name}: ${count(waived.length, "waiver")} used`, [waivers(result)])] : []),
    ...(approved.length > 0
      ? [folded(`${name}: ${count(approved.length, "destructive change")} approved`, [approvals(result)])]
      : []),
  ];
}

function rule(findings: readonly [Finding, ...Finding[]]): string {
  const [{ rule, enforcement }] = findings;
  return [
    `**${rule.severity}** ${code(rule.id)}, ${enforcement}: ${text(rule.title)}`,
    "",
    ...shown(findings, (finding) => `- ${code(place(finding))}: ${text(finding.message)}`),
    "",
    `Fix: ${text(rule.remedy)}`,
  ].join("\n");
}

function place({ stack, address, attribute }: Finding): string {
  return [stack, address, attribute].filter((part) => part !== undefined && part !== "").join(" ");
}

function changes(name: string, { resources, findings, cost }: Comparison): string {
  const { added, removed, altered } = resources;
  const title = `${name}: ${count(added.length, "resource")} added, ${removed.length} removed, ${altered.length} changed; ${count(findings.new.length, "new finding")}, ${findings.mended.length} fixed`;
  return folded(title, [
    list("Added", added, ({ stack, address }) => code(`${stack} ${address}`)),
    list("Removed", removed, ({ stack, address }) => code(`${stack} ${address}`)),
    list("Changed", altered, ({ stack, address, attributes }) =>
      [code(`${stack} ${address}`), attributes.map(code).join(", ")].join(": "),
    ),
    list("New findings", findings.new, (finding) => `${code(finding.rule.id)} at ${code(place(finding))}`),
    list("Fixed findings", findings.mended, (finding) => `${code(finding.rule.id)} at ${code(place(finding))}`),
    list(
      `Cost: ${usd(cost.before)} → ${usd(cost.after)} USD a month`,
      cost.lines,
      ({ address, item, difference }) => `${arrow(difference)} ${text(item)} of ${code(address)}`,
    ),
  ]);
}

function list<Item>(title: string, items: readonly Item[], line: (item: Item) => string): string {
  return items.length === 0 ? "" : [`**${title}**`, "", ...shown(items, (item) => `- ${line(item)}`)].join("\n");
}

function bill({ cost }: ReviewResult): string {
  const priced = cost.lines.flatMap((line) => (line.kind === "priced" && !line.monthly.isZero() ? [line] : []));
  const mostExpensive = [...priced].sort((left, right) => right.monthly.cmp(left.monthly));
  const unpriced = cost.lines.filter(({ kind }) => kind === "unpriced");
  return [
    ...shown(mostExpensive, ({ item, address, monthly }) => `- ${usd(monthly)} ${text(item)}, ${code(address)}`),
    "",
    unpriced.length === 0
      ? "All resources are priced."
      : `Unpriced, not included in the total: ${unpriced.map(({ item, address }) => `${text(item)} of ${code(address)}`).join("; ")}.`,
  ].join("\n");
}

function waivers({ waived }: ReviewResult): string {
  return shown(
    waived,
    ({ finding, waiver }) =>
      `- ${code(finding.rule.id)} at ${code(place(finding))} until ${text(waiver.expires)}, by ${text(waiver.owner)}: ${text(waiver.reason)}`,
  ).join("\n");
}

function approvals({ approved }: ReviewResult): string {
  return shown(
    approved,
    ({ finding, approval }) =>
      `- ${code(finding.rule.id)} at ${code(place(finding))} until ${text(approval.expires)}, by ${text(approval.approver)}: ${text(approval.reason)}`,
  ).join("\n");
}
