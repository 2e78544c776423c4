# shellcheck shell=bash
# Assumes an identity of an environment through OIDC, without any key: `log_in aws-prod plan`. Source this file.
# IDENTITIES is the repository's variable of that name: the outputs of the bootstrap stacks, by environment.
# GitHub's OIDC token expires after a few minutes and a deployment takes half an hour or more, so no token is stored:
# the clouds' own libraries request a new one whenever they need one.

identity() {
  jq -er --arg environment "$1" --arg field "$2" '.[$environment][$field]' <<<"$IDENTITIES"
}

log_in() {
  local environment=$1 purpose=$2 folder role provider account scripts
  scripts=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
  folder=$(mktemp -d)
  if [[ $environment == aws-* ]]; then
    role=$(identity "$environment" "$purpose")
    printf '[profile %s]\ncredential_process = "%s/aws-credentials.sh" %s\n' "$environment" "$scripts" "$role" >"$folder/config"
    export AWS_CONFIG_FILE="$folder/config" AWS_PROFILE="$environment"
  else
    provider=$(identity "$environment" provider)
    account=$(identity "$environment" "$purpose")
    jq -n --arg provider "$provider" --arg account "$account" '{
      type: "external_account",
      audience: "//iam.googleapis.com/\($provider)",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: "https://sts.googleapis.com/v1/token",
      credential_source: {
        url: "\(env.ACTIONS_ID_TOKEN_REQUEST_URL)&audience=\("https://iam.googleapis.com/\($provider)" | @uri)",
        headers: { Authorization: "Bearer \(env.ACTIONS_ID_TOKEN_REQUEST_TOKEN)" },
        format: { type: "json", subject_token_field_name: "value" }
      },
      service_account_impersonation_url:
        "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\($account):generateAccessToken"
    }' >"$folder/credentials.json"
    export GOOGLE_APPLICATION_CREDENTIALS="$folder/credentials.json"
  fi
}
