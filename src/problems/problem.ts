/**
 * One thing that is wrong with an input: an environment, a plan, a file, an option.
 * Problems are data: all of them are collected first, and only the command line prints them.
 */
export interface Problem {
  /** File, environment or option that the problem is in, e.g. `environments/aws/prod.ts`. */
  readonly source: string;
  /** Path inside the source, e.g. `nodePools.gpu.max`; empty for the source as a whole. */
  readonly path: string;
  /** What was found, as the user wrote it; a suspected secret is masked. */
  readonly found: string;
  /** What is allowed there. */
  readonly expected: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Thrown for input that is not valid; carries every problem at once. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem${problems.length === 1 ? "" : "s"} in the input`);
    this.name = "InputError";
  }
}
