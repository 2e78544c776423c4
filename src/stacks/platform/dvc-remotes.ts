import { DvcRemote } from "../../constructs/data/dvc";
import type { Platform } from "../../environment/environment";
import { type Construct, TerraformOutput } from "../../framework/terraform";
import type { CloudFacts } from "./cloud-facts";

/** A DVC remote for each team, in its own folder of the datasets, which the identity of its pipelines can access. */
export function addDvcRemotes(scope: Construct, teams: Platform["teams"], facts: CloudFacts): void {
  for (const { name } of teams) {
    const remote = new DvcRemote(scope, `dvc-${name}`, { bucket: facts.bucket("datasets"), prefix: `${name}/dvc` });
    new TerraformOutput(scope, `dvc-config-${name}`, { value: remote.config });
  }
}
