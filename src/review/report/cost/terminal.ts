import Table from "cli-table3";
import type { Decimal } from "decimal.js";
import pc from "picocolors";
import type { ReviewResult } from "../../result";
import { count, signed, usd } from "../figures";
import { type Branch, billTree } from "./bill-tree";

export interface CostTerminalOptions {
  /** Colours and bold. @default false */
  readonly color?: boolean;
  /** Every item, however small. @default false */
  readonly details?: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/** Length in characters of a bar for the total of an environment. */
const BAR = 30;

/** Items below this share of the total are summarized, not listed. */
const SMALL = 0.01;

/** The cost of environments by component and purpose, possible savings, and the effect of a change. */
export function costTerminalReport(results: readonly ReviewResult[], options: CostTerminalOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  return `${results.map((result) => environment(result, colors, options.details ?? false)).join("\n\n")}\n`;
}

function environment(result: ReviewResult, colors: Colors, details: boolean): string {
  return [
    headline(result, colors),
    ...bill(result, details),
    ...purposes(result, details),
    ...teams(result, colors),
    ...models(result),
    ...savings(result, colors),
    ...unpriced(result, colors),
    ...change(result, colors),
  ].join("\n");
}

function headline({ policy, cost }: ReviewResult, colors: Colors): string {
  const range = cost.low.eq(cost.high) ? "" : ` (${usd(cost.low)} to ${usd(cost.high)} as pools scale)`;
  const { budgetUsd } = policy;
  const over = budgetUsd !== undefined && cost.monthly.gt(budgetUsd);
  const budget = budgetUsd === undefined ? "no budget" : `budget ${usd(budgetUsd)}`;
  const used = cost.lines.reduce(
    (sum, line) => (line.kind === "priced" && line.charge === "usage" ? sum.plus(line.monthly) : sum),
    cost.monthly.times(0),
  );
  return [
    `${colors.bold(`${policy.name}: ${usd(cost.monthly)} USD a month`)}${range}, ${over ? colors.red(budget) : budget}`,
    `  ${usd(cost.monthly.minus(used))} fixed, ${usd(used)} usage-based`,
  ].join("\n");
}

function bill({ cost }: ReviewResult, details: boolean): string[] {
  const table = columns("Component");
  for (const row of rows(billTree(cost), cost.monthly, details, 0)) table.push(row);
  return [indented(table.toString())];
}

function rows(branches: readonly Branch[], whole: Decimal, details: boolean, depth: number): string[][] {
  const indent = "  ".repeat(depth);
  return shown(branches, whole, details).flatMap(({ name, monthly, branches: below }) => [
    [`${indent}${name}`, usd(monthly), bar(monthly, whole)],
    ...(isSmall(below[0], whole, details) ? [] : rows(below, whole, details, depth + 1)),
  ]);
}

/** Small items are combined in one line, unless there is only one. */
function shown(branches: readonly Branch[], whole: Decimal, details: boolean): readonly Branch[] {
  const small = branches.filter((branch) => isSmall(branch, whole, details));
  if (small.length < 2) return branches;
  const monthly = small.reduce((sum, branch) => sum.plus(branch.monthly), whole.times(0));
  const others = branches.filter((branch) => !small.includes(branch));
  return monthly.isZero() ? others : [...others, { name: `${small.length} smaller`, monthly, branches: [] }];
}

function isSmall(branch: Branch | undefined, whole: Decimal, details: boolean): boolean {
  return branch === undefined || (!details && branch.monthly.lt(whole.times(SMALL)));
}

function bar(part: Decimal, whole: Decimal): string {
  const length = whole.isZero() ? 0 : part.div(whole).times(BAR).toNumber();
  return length === 0 ? "" : length < 0.5 ? "▏" : "█".repeat(Math.round(length));
}

function purposes({ attribution, cost }: ReviewResult, details: boolean): string[] {
  if (!attribution) return [];
  const table = columns("Purpose");
  const branches = attribution.shares.map(({ name, fixed, usage }) => ({
    name,
    monthly: fixed.plus(usage),
    branches: [],
  }));
  for (const row of rows(branches, cost.monthly, details, 0)) table.push(row);
  const hours = attribution.nodeHours.map(({ pool, usd: hour }) => `${pool} ${hour.toFixed(3)}`).join(", ");
  return [indented(table.toString()), `  USD per node-hour, used or idle: ${hours}`];
}

function teams({ attribution }: ReviewResult, colors: Colors): string[] {
  if (!attribution || attribution.teams.length === 0) return [];
  const table = new Table({
    head: ["Team quota, on general and GPU nodes", "Expected", "At full use", "Budget"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, expected, atMost, budgetUsd } of attribution.teams) {
    const over = budgetUsd !== undefined && expected.gt(budgetUsd);
    const budget = budgetUsd === undefined ? "none" : usd(budgetUsd);
    table.push([name, usd(expected), usd(atMost), over ? colors.red(budget) : budget]);
  }
  return [indented(table.toString())];
}

function models({ attribution }: ReviewResult): string[] {
  if (!attribution || attribution.models.length === 0) return [];
  const table = new Table({
    head: ["Model replicas, on general and GPU nodes", "Team", "Expected", "At most"],
    colAligns: ["left", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, team, expected, atMost } of attribution.models)
    table.push([name, team, usd(expected), usd(atMost)]);
  return [indented(table.toString())];
}

function savings({ savings: found }: ReviewResult, colors: Colors): string[] {
  if (!found || found.length === 0) return [];
  return [
    "  Possible savings, each estimated separately:",
    ...found.flatMap(({ id, title, caution, monthly, resources }) => [
      `    ${colors.green(`▼ ${usd(monthly)}`)} ${id}: ${title} (${count(resources, "resource")})`,
      `      ${caution}`,
    ]),
  ];
}

function unpriced({ cost }: ReviewResult, colors: Colors): string[] {
  const lines = cost.lines.filter((line) => line.kind === "unpriced");
  if (lines.length === 0) return ["  Unpriced: none"];
  return [
    colors.yellow(`  Unpriced: ${lines.length}, not included in the totals above`),
    ...lines.map(({ address, item, reason }) => `    ${address}: ${item} (${reason})`),
  ];
}

function change({ comparison }: ReviewResult, colors: Colors): string[] {
  if (!comparison) return [];
  const { before, after, lines } = comparison.cost;
  const difference = after.minus(before);
  if (difference.isZero() && lines.length === 0) return [`  Change: none, still ${usd(after)}`];
  return [
    `  Change: ${usd(before)} → ${usd(after)}, ${signed(difference)}`,
    ...lines.map(({ item, address, difference: by }) => {
      const amount = by.isPositive() ? colors.red(`▲ ${usd(by)}`) : colors.green(`▼ ${usd(by.abs())}`);
      return `    ${amount} ${item} of ${address}`;
    }),
  ];
}

function columns(title: string) {
  return new Table({
    head: [title, "USD/month", ""],
    colAligns: ["left", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
