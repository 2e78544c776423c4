/**
 * Credentials that can be recognized by their format, and a part of each that is quick to find. Formats:
 * https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml
 */
const FORMS: readonly (readonly [kind: string, part: RegExp, form: RegExp])[] = [
  ["a private key", /PRIVATE KEY/, /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY/],
  [
    "a Google service account key",
    /private_key_id|service_account/,
    /"private_key_id"\s{0,3}:|"type"\s{0,3}:\s{0,3}"service_account"/,
  ],
  ["an AWS access key id", /AKIA|ASIA|ABIA|ACCA/, /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![A-Za-z0-9])/],
  [
    "an AWS secret access key",
    /[Aa]ccess_?[Kk]ey|ACCESS_?KEY/,
    /secret_?access_?key["']?\s{0,3}[:=]\s{0,3}["']?[A-Za-z0-9/+]{40}/i,
  ],
  ["a Google API key", /AIza/, /\bAIza[\w-]{35}/],
  ["a Google OAuth token", /ya29/, /\bya29\.[\w-]{20}/],
  ["a GitHub token", /gh[pousr]_|github_pat_/, /\b(?:gh[pousr]_[0-9a-zA-Z]{36}|github_pat_\w{22})/],
  ["a GitLab token", /glpat-/, /\bglpat-[\w-]{20}/],
  ["a Hugging Face token", /hf_/, /\bhf_[a-zA-Z]{34}\b/],
  ["a Databricks token", /dapi/, /\bdapi[a-f0-9]{32}\b/],
  ["a Slack token or webhook", /xox|hooks\.slack/, /\bxox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ["an npm token", /npm_/, /\bnpm_[a-zA-Z0-9]{36}\b/],
  ["a PyPI token", /pypi-/, /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/],
  ["an OpenAI key", /sk-/, /\bsk-(?:proj|svcacct|admin)-[\w-]{20}/],
  ["an Anthropic key", /sk-ant-/, /\bsk-ant-api03-[\w-]{90}/],
  ["a Stripe key", /[sr]k_/, /\b[sr]k_(?:test|live|prod)_[a-zA-Z0-9]{10}/],
  ["a JSON web token", /eyJ/, /\beyJ[\w-]{8,200}\.eyJ[\w-]{8,2000}\./],
  ["a URL with a password", /:\/\/[^\s/]*@/, /:\/\/[^\s:/@"'${}<>]{0,64}:[^\s/@"'${}<>*]{1,200}@/],
];

/** The parts together: most texts contain none and are searched only once. */
const ANY_PART = new RegExp(FORMS.map(([, part]) => part.source).join("|"));

/** The kinds of credentials in a text; never the credentials themselves. */
export function credentialsIn(text: string): readonly string[] {
  return ANY_PART.test(text) ? FORMS.filter(([, , form]) => form.test(text)).map(([kind]) => kind) : [];
}
