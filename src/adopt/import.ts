/** An object that exists but is not in the state. */
export interface Import {
  readonly address: string;
  readonly id: string;
}
