import { Release } from "@cdktf/provider-helm/lib/release";
import type { ChartPin } from "../../catalogue/component";
import { Construct } from "../../framework/terraform";
import type { JsonObject } from "./json";
import { chartSource, merge, mirroredImages } from "./mirror";
import { renderJson } from "./render-json";

export interface HelmReleaseProps {
  /** @default the chart's name */
  readonly name?: string;
  readonly chart: ChartPin;
  readonly namespace: string;
  readonly values: JsonObject;
  /** Registry that holds charts and images, e.g. `oci://registry.example.com/mirror`; empty: the public ones. */
  readonly mirror: string;
  /** How long to wait until everything is running, in seconds. @default 600 */
  readonly timeoutSeconds?: number;
  /**
   * Rolls back a failed installation. It deadlocks if pods wait for something that is created after the chart.
   * @default true
   */
  readonly atomic?: boolean;
  /** Skips the chart's `crds/` folder, which Helm installs once and never upgrades. @default false */
  readonly skipCrds?: boolean;
}

/**
 * Installs one chart of the catalogue on the cluster.
 *
 * A release whose first installation failed, or whose state was lost, is on the cluster but not in Terraform's state:
 * the provider writes no state for it. With `upgradeInstall`, the next apply upgrades such a release; without it, the
 * apply fails because the name "is still in use". A release that an interrupted apply left as `pending-install` has to
 * be uninstalled first.
 * https://github.com/hashicorp/terraform-provider-helm/blob/v3.1.1/docs/resources/release.md#upgrade-mode
 */
export class HelmRelease extends Construct {
  readonly release: Release;
  readonly chart: ChartPin;
  readonly values: JsonObject;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { chart, atomic = true } = props;
    this.chart = chart;
    this.values = merge(props.values, mirroredImages(chart, props.mirror));
    this.release = new Release(this, "release", {
      name: props.name ?? chart.name,
      ...chartSource(chart, props.mirror),
      version: chart.version,
      namespace: props.namespace,
      createNamespace: false,
      values: [renderJson(this.values)],
      timeout: props.timeoutSeconds ?? 600,
      atomic,
      cleanupOnFail: atomic,
      wait: true,
      waitForJobs: true,
      maxHistory: 5,
      skipCrds: props.skipCrds ?? false,
      upgradeInstall: true,
    });
  }
}
