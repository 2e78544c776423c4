/** A destructive change that somebody wants: what a plan deletes or replaces is approved, never waived. */
export interface Approval {
  /** Address pattern of what is deleted, replaced or left unprotected; `*` matches any run of characters. */
  readonly address: string;
  readonly reason: string;
  /** Who answers for it: an e-mail address. */
  readonly approver: string;
  /** Last day on which it holds, `YYYY-MM-DD`; short, because a plan is applied soon or never. */
  readonly expires: string;
}
