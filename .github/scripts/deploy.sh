#!/usr/bin/env bash
# Deploys an environment from the bottom up: each stack is planned, its plan is reviewed, and exactly that plan is applied.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=log-in.sh
source .github/scripts/log-in.sh
export TF_CLI_CONFIG_FILE=$PWD/.github/terraform.rc

tier=$1
npx cdktf synth
for environment in "aws-$tier" "google-$tier"; do
  # A cloud that is not in use has no identities.
  jq -e --arg environment "$environment" 'has($environment)' <<<"$IDENTITIES" >/dev/null || continue
  log_in "$environment" deploy
  for stack in "$environment-foundation" "$environment-platform" "$environment-models"; do
    folder="cdktf.out/stacks/$stack"
    [[ -d $folder ]] || continue
    terraform -chdir="$folder" init -input=false
    terraform -chdir="$folder" plan -input=false -out=plan.bin
    terraform -chdir="$folder" show -json plan.bin >"$stack.json"
    npm run --silent mlops -- review "$stack.json" --env "$environment"
    terraform -chdir="$folder" apply -input=false plan.bin
  done
done
