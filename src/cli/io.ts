/** All input and output of the commands. */
export interface Io {
  /** Today's date, `YYYY-MM-DD`, UTC. */
  readonly today: () => string;
  /** Whether to print in color. */
  readonly color: boolean;
  /** All of standard input. */
  readonly readInput: () => Uint8Array;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Writes a file atomically. */
  readonly writeFile: (path: string, text: string) => void;
}
