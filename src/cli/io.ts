/** Everything that the commands take from and give to the world outside. */
export interface Io {
  /** The day, `YYYY-MM-DD`, UTC. */
  readonly today: () => string;
  /** Whether the reader sees colours. */
  readonly color: boolean;
  /** Everything that standard input has. */
  readonly readInput: () => Uint8Array;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Writes a whole file or nothing of it. */
  readonly writeFile: (path: string, text: string) => void;
}
