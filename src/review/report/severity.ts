import type { ReviewResult } from "../result";

type Finding = ReviewResult["failed"][number];

export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** Most severe first; equal severities keep their order. */
export function bySeverity<Item extends Pick<Finding, "rule">>(findings: readonly Item[]): Item[] {
  const rank = ({ rule }: Item) => SEVERITIES.indexOf(rule.severity);
  return [...findings].sort((left, right) => rank(left) - rank(right));
}

/** Findings grouped by rule, most severe rules first. */
export function byRule<Item extends Pick<Finding, "rule">>(findings: readonly Item[]): (readonly [Item, ...Item[]])[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const finding of bySeverity(findings)) {
    const group = groups.get(finding.rule.id);
    if (group) group.push(finding);
    else groups.set(finding.rule.id, [finding]);
  }
  return [...groups.values()];
}
