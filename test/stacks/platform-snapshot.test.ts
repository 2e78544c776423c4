import type { Resource } from "../../src/review/model";
import { graphOf, shipped } from "./shipped";

/** Inputs of each Helm release, in addition to the fine-grained tests: an unintended change shows in the diff. */
test.each(["aws", "google"] as const)("every release of prod on %s, with every component", (cloud) => {
  const environment = shipped(cloud, "prod");
  if (!environment.platform) throw new Error("prod has a platform");
  const graph = graphOf({ ...environment, platform: { ...environment.platform, profile: "full" } });
  const releases = graph.ofType("helm_release").map((release) => [release.constructPath, valuesOf(release)]);
  expect(Object.fromEntries(releases)).toMatchSnapshot();
});

function valuesOf({ body }: Resource): unknown {
  const [text = "{}"] = (body.values ?? []) as readonly string[];
  const values = JSON.parse(text.replaceAll(/(?<!\$)\$\{jsonencode\([^()"]*\)\}/g, '"known after apply"'));
  return { chart: body.chart, version: body.version, values: withoutDashboards(values) };
}

/** Dashboards are long, and have their own tests. */
function withoutDashboards(values: { manifests?: { metadata: { name: string } }[] }): unknown {
  return values.manifests
    ? { manifests: values.manifests.filter(({ metadata }) => !metadata.name.startsWith("dashboard-")) }
    : values;
}
