#!/usr/bin/env bash
# Plans every stack of every environment with its read-only identity, and puts what is to be reviewed into reviewed/: the
# plan, or the synthesized code where there is none. from-synthesis.txt names the stacks that can't have one yet, because the
# stack below was never applied; not-planned.txt those whose plan failed, which fails the job after the review.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=log-in.sh
source .github/scripts/log-in.sh

plan() {
  terraform -chdir="$1" init -input=false &&
    terraform -chdir="$1" plan -input=false -lock=false -out=plan.bin &&
    terraform -chdir="$1" show -json plan.bin >"$2"
}

# Only asked of a stack that was initialized. What a failed answer says of the stack is not known: then it counts as applied.
applied() {
  local outputs
  outputs=$(terraform -chdir="$1" output -json) || return 0
  [[ $(jq length <<<"$outputs") -gt 0 ]]
}

review_plan() {
  if ! plan "cdktf.out/stacks/$1" "reviewed/$1.json"; then
    echo "$1" >>not-planned.txt
    review_synthesis "$1"
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
  # An environment that has identities has its bootstrap stack, so that its foundation can always be planned.
  review_plan "$environment-foundation"
  below="$environment-foundation"
  for stack in "$environment-platform" "$environment-models"; do
    [[ -d cdktf.out/stacks/$stack ]] || continue
    if applied "cdktf.out/stacks/$below"; then
      review_plan "$stack"
      below=$stack
    else
      echo "$stack" >>from-synthesis.txt
      review_synthesis "$stack"
    fi
  done
done
