import { credentialsIn } from "../../facts/credential-forms";

/** Keys whose value is a secret, not the name of one. */
const SECRET_KEY =
  /(?:password|passwd|passphrase|api_?key|access_?key|secret_?access_?key|private_?key|client_?secret|cookie_?secret|(?:auth|access|bearer|refresh|bot)_?token)$/i;

/** Default passwords of charts and images. */
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
 * The kind of plaintext secret that a value is; `undefined` for none, and for one that is filled in later (`${…}`, `$(…)`, `{{ … }}`).
 * @param key name of the value: an environment variable, a key of a map
 */
export function plainSecret(key: string, value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const [credential] = credentialsIn(value);
  if (credential !== undefined) return credential;
  if (/^\$|\$\{|\{\{|%\(/.test(value)) return undefined;
  if (MAYBE_SECRET_KEY.test(key) && DEFAULTS.has(value)) return "a well-known default password";
  return SECRET_KEY.test(key) ? "a secret" : undefined;
}
