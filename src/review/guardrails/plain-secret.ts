/** What credentials look like, by their makers' own documentation. */
const CREDENTIALS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/],
  ["a private key", /-----BEGIN [A-Z ]{0,20}PRIVATE KEY/],
  ["a Google service account key", /"private_key_id"\s{0,3}:/],
  ["a GitHub token", /gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22}/],
  ["a GitLab token", /glpat-[\w-]{20}/],
  ["a Slack address or token", /xox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ["a Google API key", /AIza[\w-]{35}/],
  ["a JSON web token", /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\./],
];

/** Keys whose value is a secret itself, not the name of one. */
const SECRET_KEY =
  /(?:password|passwd|passphrase|api_?key|access_?key|secret_?access_?key|private_?key|client_?secret|cookie_?secret|(?:auth|access|bearer|refresh|bot)_?token)$/i;

/** Passwords that charts and images are shipped with. */
const DEFAULTS = new Set([
  "admin",
  "airflow",
  "changeme",
  "minio123",
  "minioadmin",
  "password",
  "postgres",
  "prom-operator",
]);

/** A key that may hold a password, or the name of one. */
const MAYBE_SECRET_KEY = /(?:password|secret_?key|secret|token)$/i;

/**
 * What secret a value is in plain text; `undefined` for none, and for one that is put in later (`${…}`, `$(…)`, `{{ … }}`).
 * @param key name of the value: an environment variable, a key of a map
 */
export function plainSecret(key: string, value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const credential = CREDENTIALS.find(([, pattern]) => pattern.test(value));
  if (credential) return credential[0];
  if (/^\$|\$\{|\{\{|%\(/.test(value)) return undefined;
  if (MAYBE_SECRET_KEY.test(key) && DEFAULTS.has(value)) return "a password that everybody knows";
  return SECRET_KEY.test(key) ? "a secret" : undefined;
}
