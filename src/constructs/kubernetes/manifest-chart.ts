import { join } from "node:path";
import type { Construct } from "../../framework/terraform";
import { AssetType, TerraformAsset, TerraformStack } from "../../framework/terraform";

/** Raise it with every change of the chart: it is the part of the path that Helm notices. */
const CHART_VERSION = "1.1.0";

/** The chart that ships with this package, as a release of Helm names it. */
export function manifestChart(scope: Construct): { readonly chart: string; readonly version: string } {
  // Without a version the provider asks the cluster for it while it plans, as soon as `upgradeInstall` is on.
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
