/**
 * Credentials that can be told by their form alone. Forms:
 * https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml
 */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ["a private key", /-----BEGIN[ A-Z0-9]{0,40}PRIVATE KEY/],
  ["a key of a Google service account", /"private_key_id"\s{0,3}:/],
  ["an access key of AWS", /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![A-Za-z0-9])/],
  ["an API key of Google", /\bAIza[\w-]{35}/],
  ["a token of GitHub", /\b(?:gh[pousr]_[0-9a-zA-Z]{36}|github_pat_\w{22})/],
  ["a token of GitLab", /\bglpat-[\w-]{20}/],
  ["a token of Hugging Face", /\bhf_[a-zA-Z]{34}\b/],
  ["a token of Databricks", /\bdapi[a-f0-9]{32}\b/],
  ["an address or a token of Slack", /\bxox[abeoprs]-[\w-]{10}|hooks\.slack\.com\/services\/\w/],
  ["a token of npm", /\bnpm_[a-zA-Z0-9]{36}\b/],
  ["a token of PyPI", /\bpypi-AgEIcHlwaS5vcmc[\w-]{50}/],
  ["a key of OpenAI", /\bsk-(?:proj|svcacct|admin)-[\w-]{20}/],
  ["a key of Anthropic", /\bsk-ant-api03-[\w-]{90}/],
  ["a key of Stripe", /\b[sr]k_(?:test|live|prod)_[a-zA-Z0-9]{10}/],
  ["a signed token", /\beyJ[\w-]{8,200}\.eyJ[\w-]{8,2000}\./],
  ["a password in an address", /:\/\/[^\s:/@"'${}<>]{1,64}:[^\s/@"'${}<>*]{3,200}@/],
];
/** Something of what every form has, so that most texts are looked at once. */
const ANY_FORM =
  /PRIVATE KEY|private_key_id|AKIA|ASIA|ABIA|ACCA|AIza|gh[pousr]_|github_pat_|glpat-|hf_|dapi|xox|hooks\.slack|npm_|pypi-|sk-|[sr]k_|eyJ|:\/\/[^\s/]*@/;

/** What credentials a text holds, in words; never the credentials themselves. */
export function credentialsIn(text: string): readonly string[] {
  return ANY_FORM.test(text) ? FORMS.filter(([, form]) => form.test(text)).map(([what]) => what) : [];
}
