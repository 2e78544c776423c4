import type { Finding } from "./finding";

/** Somebody's word that a finding is fine, until a day. */
export interface Acceptance<Word> {
  readonly word: Word;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
  readonly covers: (finding: Finding) => boolean;
}

export interface Accepted<Word> {
  readonly accepted: readonly { readonly finding: Finding; readonly word: Word }[];
  readonly expired: readonly Word[];
  /** Those that hold and cover nothing. */
  readonly unused: readonly Word[];
}

/** Which findings somebody accepted; the first word that covers a finding counts. */
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
