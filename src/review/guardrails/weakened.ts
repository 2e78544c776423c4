import type { Json, Resource } from "../model";
import { stepOf } from "./change";

/** A setting that protects something, and how a change can weaken it. */
export interface Guard {
  /** Path of blocks and attribute, separated by dots. */
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

/** Higher values protect better; unset counts as none. */
export function atLeastBefore(path: string): Guard {
  return { path, weakens: (before, after) => Number(before ?? 0) > Number(after ?? 0) };
}

/** The guards that a change weakens; unknown values don't count. */
export function weakened(resource: Resource, guards: readonly Guard[]): Guard[] {
  return guards.filter(({ path, weakens }) => {
    const step = stepOf(resource, path);
    return step?.after !== undefined && weakens(step.before, step.after);
  });
}
