/** Everything that the commands take from and give to the world outside. */
export interface Io {
  /** The day, `YYYY-MM-DD`, UTC. */
  readonly today: () => string;
  /** Whether the reader sees colours. */
  readonly color: boolean;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}
