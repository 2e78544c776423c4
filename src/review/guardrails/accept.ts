import type { Finding } from "./finding";

/** A statement that a finding is accepted until a given day. */
export interface Acceptance<Word> {
  readonly word: Word;
  /** Last day on which it is valid, `YYYY-MM-DD`. */
  readonly expires: string;
  readonly covers: (finding: Finding) => boolean;
}

export interface Accepted<Word> {
  readonly accepted: readonly { readonly finding: Finding; readonly word: Word }[];
  readonly expired: readonly Word[];
  /** Valid statements that cover no finding. */
  readonly unused: readonly Word[];
}

/** Which findings are accepted; the first statement that covers a finding counts. */
export function accept<Word>(
  findings: readonly Finding[],
  acceptances: readonly Acceptance<Word>[],
  today: string,
): Accepted<Word> {
  const valid = acceptances.filter(({ expires }) => expires >= today);
  return {
    accepted: findings.flatMap((finding) => {
      const found = valid.find(({ covers }) => covers(finding));
      return found ? [{ finding, word: found.word }] : [];
    }),
    expired: acceptances.filter(({ expires }) => expires < today).map(({ word }) => word),
    unused: valid.filter(({ covers }) => !findings.some(covers)).map(({ word }) => word),
  };
}
