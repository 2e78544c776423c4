#!/usr/bin/env bash
# Plans every stack of every environment with its read-only identity, and writes the input of the review to reviewed/: the
# plan, or the synthesized code if there is no plan. from-synthesis.txt lists the stacks that can't be planned yet, because the
# stack below was never applied; not-planned.txt lists those whose plan failed, which fails the job after the review.
# Stacks on the cluster are planned against their state (-refresh=false): reading a Helm release needs permission to read
# Secrets, which no identity of a pull request has. The deployment plans them again, with a refresh.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=log-in.sh
source .github/scripts/log-in.sh

export TF_CLI_CONFIG_FILE=$PWD/.github/terraform.rc

plan() {
  local folder=$1 output=$2
  shift 2
  terraform -chdir="$folder" init -input=false &&
    terraform -chdir="$folder" plan -input=false -lock=false "$@" -out=plan.bin &&
    terraform -chdir="$folder" show -json plan.bin >"$output"
}

# Only called for an initialized stack. If the command fails, the stack's state is unknown: it counts as applied.
applied() {
  local outputs
  outputs=$(terraform -chdir="$1" output -json) || return 0
  [[ $(jq length <<<"$outputs") -gt 0 ]]
}

review_plan() {
  local stack=$1
  shift
  if ! plan "cdktf.out/stacks/$stack" "reviewed/$stack.json" "$@"; then
    echo "$stack" >>not-planned.txt
    review_synthesis "$stack"
  fi
}

review_synthesis() {
  rm -f "reviewed/$1.json"
  cp "cdktf.out/stacks/$1/cdk.tf.json" "reviewed/$1.tf.json"
}

mkdir -p reviewed
: >from-synthesis.txt
: >not-planned.txt
for environment in $(jq -r 'keys[]' <<<"$IDENTITIES"); do
  log_in "$environment" plan
  # An environment with identities has a bootstrap stack, so its foundation can always be planned.
  review_plan "$environment-foundation"
  below="$environment-foundation"
  for stack in "$environment-platform" "$environment-models"; do
    [[ -d cdktf.out/stacks/$stack ]] || continue
    if applied "cdktf.out/stacks/$below"; then
      review_plan "$stack" -refresh=false
      below=$stack
    else
      echo "$stack" >>from-synthesis.txt
      review_synthesis "$stack"
    fi
  done
done
