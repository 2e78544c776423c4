/**
 * A problem with an input: an environment, a plan, a file, an option.
 * Problems are data: they are all collected first, and only the command line prints them.
 */
export interface Problem {
  /** File, environment or option with the problem, e.g. `environments/aws/prod.ts`. */
  readonly source: string;
  /** Path within the source, e.g. `nodePools.gpu.max`; empty for the source as a whole. */
  readonly path: string;
  /** The value found, as the user wrote it; a suspected secret is masked. */
  readonly found: string;
  /** The allowed values. */
  readonly expected: string;
  /** How to fix it. */
  readonly remedy: string;
}

/** Thrown for invalid input, with all its problems. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem${problems.length === 1 ? "" : "s"} in the input`);
    this.name = "InputError";
  }
}
