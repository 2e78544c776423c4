/**
 * Credentials that can be recognized by their format. Formats:
 * https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml
 */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ["a private key", /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY/],
  ["a Google service account key", /"private_key_id"\s{0,3}:|"type"\s{0,3}:\s{0,3}"service_account"/],
  ["an AWS access key id", /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![A-Za-z0-9])/],
  ["an AWS secret access key", /secret_?access_?key["']?\s{0,3}[:=]\s{0,3}["']?[A-Za-z0-9/+]{40}/i],
  ["a Google API key", /\bAIza[\w-]{35}/],
  ["a Google OAuth token", /\bya29\.[\w-]{20}/],
  ["a GitHub token", /\b(?:gh[pousr]_[0-9a-zA-Z]{36}|github_pat_\w{22})/],
  ["a GitLab token", /\bglpat-[\w-]{20}/],
  ["a Hugging Face token", /\bhf_[a-zA-Z]{34}\b/],
  ["a Databricks token", /\bdapi[a-f0-9]{32}\b/],
  ["a Slack token or webhook", /\bxox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ["an npm token", /\bnpm_[a-zA-Z0-9]{36}\b/],
  ["a PyPI token", /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/],
  ["an OpenAI key", /\bsk-(?:proj|svcacct|admin)-[\w-]{20}/],
  ["an Anthropic key", /\bsk-ant-api03-[\w-]{90}/],
  ["a Stripe key", /\b[sr]k_(?:test|live|prod)_[a-zA-Z0-9]{10}/],
  ["a JSON web token", /\beyJ[\w-]{8,200}\.eyJ[\w-]{8,2000}\./],
  ["a URL with a password", /:\/\/[^\s:/@"'${}<>]{0,64}:[^\s/@"'${}<>*]{1,200}@/],
];

/** Matches every text that one of the formats matches, and few others, so that most texts are searched only once. */
const ANY_FORM =
  /PRIVATE KEY|private_key_id|service_account|AKIA|ASIA|ABIA|ACCA|[Aa]ccess_?[Kk]ey|ACCESS_?KEY|AIza|ya29|gh[pousr]_|github_pat_|glpat-|hf_|dapi|xox|hooks\.slack|npm_|pypi-|sk-|[sr]k_|eyJ|:\/\/[^\s/]*@/;

/** The kinds of credentials in a text; never the credentials themselves. */
export function credentialsIn(text: string): readonly string[] {
  return ANY_FORM.test(text) ? FORMS.filter(([, form]) => form.test(text)).map(([kind]) => kind) : [];
}
