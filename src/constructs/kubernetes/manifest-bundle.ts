import { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "../../framework/terraform";
import type { JsonObject } from "./json";
import { manifestChart } from "./manifest-chart";
import { renderJson } from "./render-json";

export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}

export interface ManifestBundleProps {
  /** Name of the Helm release that holds the manifests. */
  readonly name: string;
  /** Namespace of the release, and of manifests without one. */
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /** How long to wait until everything is running, in seconds. @default 300 */
  readonly timeoutSeconds?: number;
}

/**
 * Manifests as a Helm release of a chart that ships with this package. The Kubernetes provider's own resource for
 * manifests queries the API server during the plan, so that a plan fails until the cluster and the CRDs exist.
 */
export class ManifestBundle extends Construct {
  readonly release: Release;
  readonly manifests: readonly Manifest[];

  constructor(scope: Construct, id: string, props: ManifestBundleProps) {
    super(scope, id);
    this.manifests = props.manifests;
    this.release = new Release(this, "release", {
      name: props.name,
      ...manifestChart(this),
      // Same as in HelmRelease.
      upgradeInstall: true,
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
