/** An intended destructive change: deletions and replacements in a plan are approved, never waived. */
export interface Approval {
  /** Address pattern of the resource that is deleted, replaced or unprotected; `*` matches any characters. */
  readonly address: string;
  readonly reason: string;
  /** E-mail address of the person responsible. */
  readonly approver: string;
  /** Last day on which it is valid, `YYYY-MM-DD`; keep it short, because plans are applied soon or not at all. */
  readonly expires: string;
}
