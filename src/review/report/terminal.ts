import Table from "cli-table3";
import type { Decimal } from "decimal.js";
import pc from "picocolors";
import type { ReviewResult } from "../result";
import { count, usd } from "./figures";
import { byRule } from "./severity";

export interface TerminalOptions {
  /** Colours and bold. @default false */
  readonly color?: boolean;
  /** Every cost line instead of one line for each resource type. @default false */
  readonly details?: boolean;
}

type Finding = ReviewResult["failed"][number];
type Colors = ReturnType<typeof pc.createColors>;

/** The results as tables for a terminal. */
export function terminalReport(results: readonly ReviewResult[], options: TerminalOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  return `${[...results.map((result) => environment(result, colors, options.details ?? false)), summary(results, colors)].join("\n\n")}\n`;
}

function environment(result: ReviewResult, colors: Colors, details: boolean): string {
  const { policy, stacks, cost } = result;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const title = `${policy.name} (${policy.strictness}): ${count(stacks.length, "stack")}, ${count(resources, "resource")}`;
  return [
    colors.bold(title),
    ...stacks.map((stack) => `  ${stack.name}: ${count(stack.resources, "resource")}`),
    guardrailLine(result, colors),
    ...findings(result.failed, colors),
    ...waivers(result),
    ...approvals(result),
    costTable(result, details),
    ...unpriced(cost, colors),
    ...changes(result, colors),
  ].join("\n");
}

function guardrailLine({ passed, failed, undecided, waived }: ReviewResult, colors: Colors): string {
  const failures = `${failed.length} failed`;
  const parts = [
    colors.green(`${passed} passed`),
    failed.length > 0 ? colors.red(failures) : failures,
    `${undecided.length} undecided without a plan`,
    `${waived.length} waived`,
  ];
  return `  Guardrails: ${parts.join(", ")}`;
}

/** Places listed per rule; the rest are counted. */
const PLACES = 10;

function findings(failed: readonly Finding[], colors: Colors): string[] {
  const paint = { critical: colors.red, high: colors.red, medium: colors.yellow, low: colors.cyan };
  return byRule(failed).map((group) => {
    const [{ rule, enforcement }] = group;
    const more = group.length - PLACES;
    return [
      `    ${paint[rule.severity](rule.severity)} ${rule.id}, ${enforcement}: ${rule.title}`,
      ...group.slice(0, PLACES).map((finding) => `      at ${placeOf(finding)}: ${finding.message}`),
      ...(more > 0 ? [`      and at ${more} more places`] : []),
      `      fix: ${rule.remedy}`,
    ].join("\n");
  });
}

function placeOf({ stack, address, attribute }: Finding): string {
  return [stack, attribute === undefined ? address : `${address} (${attribute})`]
    .filter((part) => part !== "")
    .join(" ");
}

/** A summary of the change; the other formats have the details. */
function changes({ comparison }: ReviewResult, colors: Colors): string[] {
  if (!comparison) return [];
  const { resources, findings, cost } = comparison;
  const difference = cost.after.minus(cost.before);
  const arrow = difference.isZero() ? "" : difference.isPositive() ? colors.red(" ▲") : colors.green(" ▼");
  return [
    `  Change: ${count(resources.added.length, "resource")} added, ${resources.removed.length} removed, ${resources.altered.length} changed`,
    `    findings: ${findings.new.length} new, ${findings.mended.length} fixed`,
    `    cost: ${usd(cost.before)} → ${usd(cost.after)} USD a month${arrow}`,
    ...cost.lines
      .slice(0, PLACES)
      .map(
        ({ item, address, difference: by }) =>
          `      ${by.isPositive() ? "▲" : "▼"} ${usd(by.abs())} ${item} of ${address}`,
      ),
  ];
}

function waivers({ waived }: ReviewResult): string[] {
  const counts = new Map<ReviewResult["waived"][number]["waiver"], number>();
  for (const { waiver } of waived) counts.set(waiver, (counts.get(waiver) ?? 0) + 1);
  return [...counts].map(
    ([waiver, count]) =>
      `    waived ${count}× ${waiver.rule} until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`,
  );
}

function approvals({ approved }: ReviewResult): string[] {
  return approved.map(
    ({ finding, approval }) =>
      `    approved ${finding.rule.id} at ${finding.address} until ${approval.expires} by ${approval.approver}: ${approval.reason}`,
  );
}

function costTable({ cost, policy }: ReviewResult, details: boolean): string {
  const table = new Table({
    head: ["Cost", "Quantity", "Unit", "USD/month"],
    colAligns: ["left", "right", "left", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const row of details ? lineRows(cost) : typeRows(cost)) table.push(row);
  const range = cost.low.eq(cost.high) ? "" : ` (${usd(cost.low)} to ${usd(cost.high)} as pools scale)`;
  const budget = policy.budgetUsd === undefined ? "no budget" : `budget ${usd(policy.budgetUsd)}`;
  return `${indent(table.toString())}\n  Expected: ${usd(cost.monthly)} USD a month${range}, ${budget}`;
}

function lineRows(cost: ReviewResult["cost"]): string[][] {
  return pricedLines(cost).map(({ address, item, quantity, unit, monthly }) => [
    `${address}: ${item}`,
    number(quantity),
    unit,
    usd(monthly),
  ]);
}

/** One row for each billed item, most expensive first. */
function typeRows(cost: ReviewResult["cost"]): string[][] {
  const rows = new Map<string, { quantity: Decimal; unit: string; monthly: Decimal }>();
  for (const { item, quantity, unit, monthly } of pricedLines(cost)) {
    const key = `${item}\n${unit}`;
    const row = rows.get(key);
    rows.set(
      key,
      row
        ? { unit, quantity: row.quantity.plus(quantity), monthly: row.monthly.plus(monthly) }
        : { quantity, unit, monthly },
    );
  }
  return [...rows]
    .sort(([, left], [, right]) => right.monthly.cmp(left.monthly))
    .map(([key, { quantity, unit, monthly }]) => [key.split("\n")[0] ?? "", number(quantity), unit, usd(monthly)]);
}

function pricedLines(cost: ReviewResult["cost"]) {
  return cost.lines.filter((line) => line.kind === "priced");
}

function unpriced(cost: ReviewResult["cost"], colors: Colors): string[] {
  const lines = cost.lines.filter((line) => line.kind === "unpriced");
  if (lines.length === 0) return ["  Unpriced: none"];
  return [
    colors.yellow(`  Unpriced: ${lines.length}, not included in the total above`),
    ...lines.map(({ address, item, reason }) => `    ${address}: ${item} (${reason})`),
  ];
}

function summary(results: readonly ReviewResult[], colors: Colors): string {
  const table = new Table({
    head: [
      "Environment",
      "Stacks",
      "Resources",
      "Mandatory",
      "Advisory",
      "Undecided",
      "Waived",
      "USD/month",
      "Budget",
      "Unpriced",
    ],
    colAligns: ["left", "right", "right", "right", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const result of results) {
    const { policy, stacks, failed, undecided, waived, cost } = result;
    const mandatory = failed.filter(({ enforcement }) => enforcement === "mandatory").length;
    table.push([
      policy.name,
      String(stacks.length),
      String(stacks.reduce((sum, stack) => sum + stack.resources, 0)),
      mandatory > 0 ? colors.red(String(mandatory)) : "0",
      String(failed.length - mandatory),
      String(undecided.length),
      String(waived.length),
      usd(cost.monthly),
      policy.budgetUsd === undefined ? "none" : usd(policy.budgetUsd),
      String(cost.lines.filter(({ kind }) => kind === "unpriced").length),
    ]);
  }
  return table.toString();
}

function number(quantity: Decimal): string {
  return quantity.toDecimalPlaces(2).toString();
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
