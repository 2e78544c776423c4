#!/usr/bin/env bash
# Plans every stack of every environment with its read-only identity, and puts what is to be reviewed into reviewed/: the
# plan, or the synthesized code where there can't be one yet, because the stack below was never applied.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=log-in.sh
source .github/scripts/log-in.sh

mkdir -p reviewed
: >from-synthesis.txt
for environment in $(jq -r 'keys[]' <<<"$IDENTITIES"); do
  log_in "$environment" plan
  for stack in "$environment-foundation" "$environment-platform" "$environment-models"; do
    folder="cdktf.out/stacks/$stack"
    [[ -d $folder ]] || continue
    if terraform -chdir="$folder" init -input=false &&
      terraform -chdir="$folder" plan -input=false -lock=false -out=plan.bin; then
      terraform -chdir="$folder" show -json plan.bin >"reviewed/$stack.json"
    else
      cp "$folder/cdk.tf.json" "reviewed/$stack.tf.json"
      echo "$stack" >>from-synthesis.txt
    fi
  done
done
