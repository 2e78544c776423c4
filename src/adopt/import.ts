/** An object that exists and is not in the state. */
export interface Import {
  readonly address: string;
  readonly id: string;
}
