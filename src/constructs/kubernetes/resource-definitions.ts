import { DataHelmTemplate } from "@cdktf/provider-helm/lib/data-helm-template";
import { Release } from "@cdktf/provider-helm/lib/release";
import type { ChartPin } from "../../catalogue/component";
import { Construct, Token } from "../../framework/terraform";
import type { JsonObject } from "./json";
import { manifestChart } from "./manifest-chart";
import { chartSource } from "./mirror";
import { renderJson } from "./render-json";

export interface ResourceDefinitionsProps {
  /** Name of the Helm release. */
  readonly name: string;
  /** The chart that the definitions come from. */
  readonly chart: ChartPin;
  readonly namespace: string;
  /** Values of the chart: they determine which of its subcharts are included. */
  readonly values: JsonObject;
  readonly mirror: string;
}

/**
 * The resource definitions (CRDs) of a chart as a separate release, read from the chart itself during the plan.
 *
 * Helm installs the contents of a chart's `crds/` folder once and never upgrades it, and deletes the contents of its
 * `templates/` with the release, and with it every object of these kinds. Here they are upgraded with the version in
 * the catalogue, before the chart, and are kept when the release is deleted:
 * https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export class ResourceDefinitions extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, { name, chart, namespace, values, mirror }: ResourceDefinitionsProps) {
    super(scope, id);
    const rendered = new DataHelmTemplate(this, "definitions", {
      name,
      ...chartSource(chart, mirror),
      version: chart.version,
      namespace,
      values: [renderJson(values)],
    });
    this.release = new Release(this, "release", {
      name,
      ...manifestChart(this),
      namespace,
      createNamespace: false,
      values: [
        renderJson({ definitions: chart.crds === "folder" ? Token.asString(rendered.crds) : [rendered.manifest] }),
      ],
      timeout: 300,
      wait: true,
      maxHistory: 5,
      upgradeInstall: true,
      // Definitions that a chart's `crds/` folder once installed belong to no release.
      takeOwnership: true,
    });
  }
}
