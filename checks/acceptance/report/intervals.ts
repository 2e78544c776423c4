import type { Asked } from "../client";

/** What a client saw in a time. */
export interface Interval {
  /** Unix time in milliseconds. */
  readonly from: number;
  readonly requests: number;
  readonly errors: number;
  /** Answered requests by version. */
  readonly by: Readonly<Record<string, number>>;
  /** Milliseconds that one of a hundred requests took longer than, by version. */
  readonly p99: Readonly<Record<string, number>>;
}

/**
 * Requests, in consecutive intervals.
 * @param milliseconds length of each
 */
export function intervalsOf(asked: readonly Asked[], began: number, milliseconds: number): Interval[] {
  const last = Math.max(began, ...asked.map(({ at }) => at));
  const groups: Asked[][] = Array.from({ length: Math.floor((last - began) / milliseconds) + 1 }, () => []);
  for (const each of asked) groups[Math.max(0, Math.floor((each.at - began) / milliseconds))]?.push(each);
  return groups.map((group, index) => intervalOf(group, began + index * milliseconds));
}

function intervalOf(group: readonly Asked[], from: number): Interval {
  const answered = group.filter(({ failed }) => !failed);
  const versions = [...new Set(answered.map(({ by }) => by))].sort();
  const of = (version: string) => answered.filter(({ by }) => by === version);
  return {
    from,
    requests: group.length,
    errors: group.length - answered.length,
    by: Object.fromEntries(versions.map((version) => [version, of(version).length])),
    p99: Object.fromEntries(versions.map((version) => [version, p99(of(version).map((each) => each.milliseconds))])),
  };
}

function p99(milliseconds: readonly number[]): number {
  const sorted = [...milliseconds].sort((left, right) => left - right);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
}
