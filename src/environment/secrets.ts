import { credentialsIn } from "../facts/credential-forms";

const SECRET_KEY = /(?:password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|credential)s?$/i;

/** The kind of credential that a text contains; `undefined` for a harmless one. */
export function credentialIn(text: string): string | undefined {
  return credentialsIn(text)[0];
}

/** Whether a key's name indicates a secret, e.g. `dbPassword`. */
export function namesSecret(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** The text that replaces the secret in a report. */
export function masked(kind: string, text: string): string {
  return `what looks like ${kind} (${text.length} characters, not shown)`;
}
