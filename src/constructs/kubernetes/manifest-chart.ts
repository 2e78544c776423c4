import { join } from "node:path";
import type { Construct } from "../../framework/terraform";
import { AssetType, TerraformAsset, TerraformStack } from "../../framework/terraform";

/** Increase it with every change of the chart: it is the part of the path that makes Helm detect a change. */
const CHART_VERSION = "1.1.0";

/** The chart that ships with this package, as a Helm release references it. */
export function manifestChart(scope: Construct): { readonly chart: string; readonly version: string } {
  // Without a version, the provider queries the cluster for it during the plan as soon as `upgradeInstall` is set.
  return { chart: assetOf(TerraformStack.of(scope)).path.replace(/\/$/, ""), version: CHART_VERSION };
}

function assetOf(stack: TerraformStack): TerraformAsset {
  const id = "manifest-chart";
  const existing = stack.node.tryFindChild(id);
  if (existing instanceof TerraformAsset) return existing;
  return new TerraformAsset(stack, id, {
    path: join(__dirname, "manifest-chart"),
    type: AssetType.DIRECTORY,
    assetHash: CHART_VERSION,
  });
}
