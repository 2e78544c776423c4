#!/usr/bin/env bash
# The `credential_process` of a profile: exchanges GitHub's OIDC token for credentials of a role, valid for an hour.
# https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
set -euo pipefail

token=$(curl -fsS -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -er .value)
env -u AWS_PROFILE -u AWS_CONFIG_FILE aws sts assume-role-with-web-identity --region us-east-1 --output json \
  --role-arn "$1" --role-session-name "github-$GITHUB_RUN_ID" --web-identity-token "$token" |
  jq '.Credentials + { Version: 1 }'
