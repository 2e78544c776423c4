# shellcheck shell=bash
# Takes on an identity of an environment by OIDC, without any key: `log_in aws-prod plan`. To be sourced.
# IDENTITIES is the repository's variable of that name: what the bootstrap stacks print, by environment.

identity() {
  jq -er --arg environment "$1" --arg field "$2" '.[$environment][$field]' <<<"$IDENTITIES"
}

# GitHub's own word for who runs this, for one audience.
oidc_token() {
  curl -fsS -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$1" | jq -er .value
}

log_in() {
  local environment=$1 purpose=$2 folder provider
  folder=$(mktemp -d)
  if [[ $environment == aws-* ]]; then
    oidc_token sts.amazonaws.com >"$folder/token"
    AWS_ROLE_ARN=$(identity "$environment" "$purpose")
    export AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE="$folder/token" AWS_ROLE_SESSION_NAME="github-$GITHUB_RUN_ID"
  else
    provider=$(identity "$environment" provider)
    oidc_token "https://iam.googleapis.com/$provider" >"$folder/token"
    jq -n --arg audience "//iam.googleapis.com/$provider" --arg file "$folder/token" \
      --arg account "$(identity "$environment" "$purpose")" '{
        type: "external_account",
        audience: $audience,
        subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
        token_url: "https://sts.googleapis.com/v1/token",
        credential_source: { file: $file },
        service_account_impersonation_url:
          "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/\($account):generateAccessToken"
      }' >"$folder/credentials.json"
    export GOOGLE_APPLICATION_CREDENTIALS="$folder/credentials.json"
  fi
}
