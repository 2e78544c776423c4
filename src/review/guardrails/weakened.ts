import type { Json, Resource } from "../model";
import { stepOf } from "./change";

/** A setting that protects something, and what it means that a change weakens it. */
export interface Guard {
  /** Names of blocks and attribute, separated by dots. */
  readonly path: string;
  readonly weakens: (before: Json | undefined, after: Json) => boolean;
}

/** Protects as long as it has this value. */
export function holds(path: string, value: Json): Guard {
  return { path, weakens: (before, after) => before === value && after !== value };
}

/** Protects unless it has this value. */
export function lacks(path: string, value: Json): Guard {
  return { path, weakens: (before, after) => before !== value && after === value };
}

/** Protects the better the higher it is; what isn't set counts as nothing. */
export function atLeastBefore(path: string): Guard {
  return { path, weakens: (before, after) => Number(before ?? 0) > Number(after ?? 0) };
}

/** The guards that a change weakens; what isn't known yet weakens nothing. */
export function weakened(resource: Resource, guards: readonly Guard[]): Guard[] {
  return guards.filter(({ path, weakens }) => {
    const step = stepOf(resource, path);
    return step?.after !== undefined && weakens(step.before, step.after);
  });
}
