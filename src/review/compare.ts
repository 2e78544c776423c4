import type { CostLine } from "./cost/estimate";
import { Money } from "./cost/money";
import type { Finding } from "./guardrails/finding";
import { isObject, type Json, type Resource, type ResourceGraph } from "./model";
import type { ReviewComparison, ReviewResult } from "./result";

/** A review and the stacks it covers. */
export interface Compared {
  readonly graph: ResourceGraph;
  readonly result: ReviewResult;
}

/**
 * What a change does to resources, findings and the bill. Resources and lines are matched by stack and address;
 * a resource that moved to another address counts as removed and added. Pure, and linear in its input.
 */
export function compare(before: Compared, after: Compared): ReviewComparison {
  const old = new Set(before.result.failed.map(keyOfFinding));
  // A finding that is now waived is accepted, not fixed.
  const accepted = after.result.waived.map(({ finding }) => finding);
  const now = new Set([...after.result.failed, ...accepted].map(keyOfFinding));
  return {
    resources: compareResources(before.graph, after.graph),
    findings: {
      new: after.result.failed.filter((finding) => !old.has(keyOfFinding(finding))),
      mended: before.result.failed.filter((finding) => !now.has(keyOfFinding(finding))),
    },
    cost: {
      before: before.result.cost.monthly,
      after: after.result.cost.monthly,
      lines: compareLines(before.result.cost.lines, after.result.cost.lines),
    },
  };
}

function compareResources(before: ResourceGraph, after: ResourceGraph): ReviewComparison["resources"] {
  const old = byPlace(before);
  const now = byPlace(after);
  return {
    added: [...now].filter(([place]) => !old.has(place)).map(([, resource]) => placeOf(resource)),
    removed: [...old].filter(([place]) => !now.has(place)).map(([, resource]) => placeOf(resource)),
    altered: [...now].flatMap(([place, resource]) => {
      const attributes = changedAttributes(old.get(place)?.body, resource.body);
      return old.has(place) && attributes.length > 0 ? [{ ...placeOf(resource), attributes }] : [];
    }),
  };
}

/** Terraform resources, and the manifests that they carry. */
function byPlace(graph: ResourceGraph): ReadonlyMap<string, Resource> {
  const present = graph.resources.filter(({ mode }) => mode === "managed" || mode === "manifest");
  return new Map(present.map((resource) => [`${resource.stack} ${resource.address}`, resource]));
}

function placeOf({ stack, address }: Resource): { readonly stack: string; readonly address: string } {
  return { stack, address };
}

/** Names, never values: a value may be a secret. */
function changedAttributes(before: Resource["body"] = {}, after: Resource["body"]): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => canonical(before[name]) !== canonical(after[name]))
    .sort();
}

/** The same text for the same value, regardless of key order. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value, (_, part) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function keyOfFinding({ rule, stack, address, attribute, message }: Finding): string {
  return [rule.id, stack, address, attribute, message].join("\u0000");
}

function compareLines(before: readonly CostLine[], after: readonly CostLine[]): ReviewComparison["cost"]["lines"] {
  const old = monthlyByKey(before);
  const now = monthlyByKey(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((key) => {
      const [stack = "", address = "", item = ""] = key.split("\u0000");
      const from = old.get(key) ?? new Money(0);
      const to = now.get(key) ?? new Money(0);
      return { stack, address, item, before: from, after: to, difference: to.minus(from) };
    })
    .filter(({ difference }) => !difference.isZero())
    .sort((left, right) => right.difference.abs().cmp(left.difference.abs()));
}

function monthlyByKey(lines: readonly CostLine[]): Map<string, InstanceType<typeof Money>> {
  const sums = new Map<string, InstanceType<typeof Money>>();
  for (const line of lines) {
    if (line.kind === "unpriced") continue;
    const key = [line.stack, line.address, line.item].join("\u0000");
    sums.set(key, (sums.get(key) ?? new Money(0)).plus(line.monthly));
  }
  return sums;
}
