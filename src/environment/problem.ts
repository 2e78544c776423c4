/**
 * One thing that is wrong with an environment file, in the words that its author needs.
 * Problems are data: they are collected until everything was looked at, and only the command line prints them.
 */
export interface Problem {
  /** File or environment the problem is in, e.g. `environments/aws/prod.ts`. */
  readonly source: string;
  /** Path inside the environment, e.g. `nodePools.gpu.max`; empty for the environment as a whole. */
  readonly path: string;
  /** What was found, as the user wrote it; a suspected secret is masked. */
  readonly found: string;
  /** What is allowed there. */
  readonly expected: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Thrown at the door when environments do not validate; carries every problem at once. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem${problems.length === 1 ? "" : "s"} in the environments`);
    this.name = "EnvironmentError";
  }
}
