/** What well-known credentials look like, by their makers' own documentation. */
const CREDENTIALS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["an AWS access key id", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/],
  ["an AWS secret access key", /secret_?access_?key["']?\s{0,3}[:=]\s{0,3}["']?[A-Za-z0-9/+]{40}/i],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY/],
  ["a Google service account key", /"type"\s{0,3}:\s{0,3}"service_account"/],
  ["a GitHub token", /gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22}/],
  ["a GitLab token", /glpat-[\w-]{20}/],
  ["a Slack token", /xox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ["a Google API key", /AIza[\w-]{35}/],
  ["a Google OAuth token", /ya29\.[\w-]{20}/],
  ["a JSON web token", /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\./],
  ["a URL with a password", /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:[^\s/@]+@/i],
];

const SECRET_KEY = /(?:password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|credential)s?$/i;

/** The kind of credential that a text contains; `undefined` for a harmless one. */
export function credentialIn(text: string): string | undefined {
  return CREDENTIALS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Whether a key promises a secret, e.g. `dbPassword`. */
export function namesSecret(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** What a report says instead of the secret. */
export function masked(kind: string, text: string): string {
  return `what looks like ${kind} (${text.length} characters, not shown)`;
}
