/** A finding that is accepted for now. */
export interface Waiver {
  readonly rule: string;
  /** Address pattern; `*` matches any characters. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it is valid, `YYYY-MM-DD`. */
  readonly expires: string;
}
