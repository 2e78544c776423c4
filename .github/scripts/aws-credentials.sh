#!/usr/bin/env bash
# What a profile's `credential_process` runs: an hour's credentials of a role, for GitHub's word for who runs this.
# https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
set -euo pipefail

token=$(curl -fsS -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
  "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq -er .value)
env -u AWS_PROFILE -u AWS_CONFIG_FILE aws sts assume-role-with-web-identity --region us-east-1 --output json \
  --role-arn "$1" --role-session-name "github-$GITHUB_RUN_ID" --web-identity-token "$token" |
  jq '.Credentials + { Version: 1 }'
