import { join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, Construct, TerraformAsset, TerraformStack } from "../../framework/terraform";
import type { JsonObject } from "./json";
import { renderJson } from "./render-json";

export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}

export interface ManifestBundleProps {
  /** Name of the Helm release that holds the manifests. */
  readonly name: string;
  /** Namespace of the release, and of manifests that name none. */
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /** How long to wait until everything runs, in seconds. @default 300 */
  readonly timeoutSeconds?: number;
}

/**
 * Manifests as a Helm release of a chart that ships with this package. The Kubernetes provider's own resource for
 * manifests asks the API server while it plans, so that a plan fails as long as cluster or CRDs don't exist.
 */
export class ManifestBundle extends Construct {
  readonly release: Release;
  readonly manifests: readonly Manifest[];

  constructor(scope: Construct, id: string, props: ManifestBundleProps) {
    super(scope, id);
    this.manifests = props.manifests;
    this.release = new Release(this, "release", {
      name: props.name,
      chart: chartOf(TerraformStack.of(this)).path.replace(/\/$/, ""),
      namespace: props.namespace,
      createNamespace: false,
      values: [renderJson({ manifests: props.manifests })],
      timeout: props.timeoutSeconds ?? 300,
      wait: true,
      waitForJobs: true,
      maxHistory: 5,
    });
  }
}

/** Raise it with every change of the chart: it is the part of the path that Helm notices. */
const CHART_VERSION = "1.0.0";

function chartOf(stack: TerraformStack): TerraformAsset {
  const id = "manifest-chart";
  const existing = stack.node.tryFindChild(id);
  if (existing instanceof TerraformAsset) return existing;
  return new TerraformAsset(stack, id, {
    path: join(__dirname, "manifest-chart"),
    type: AssetType.DIRECTORY,
    assetHash: CHART_VERSION,
  });
}
