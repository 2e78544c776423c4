/** A generated page: its path in the repository, and its text. */
export interface Document {
  readonly path: string;
  readonly text: string;
}
