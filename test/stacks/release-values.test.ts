import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Resource } from "../../src/review/model";
import { type Cloud, graphOf, shipped } from "./shipped";

/**
 * Inputs of each Helm release, one file for each component, team and model, in addition to the fine-grained tests: an unintended change
 * shows in the diff. `UPDATE_GOLDEN=1 npm test` updates the files.
 */
describe.each<Cloud>(["aws", "google"])("the Helm releases of prod on %s, with every component", (cloud) => {
  const folder = join(__dirname, "release-values", cloud);
  const components = releasesByComponent(cloud);
  const names = Object.keys(components).sort();

  test.each(names)("%s", (name) => {
    const file = join(folder, `${name}.yaml`);
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, stringify(components[name], { aliasDuplicateObjects: false, lineWidth: 0 }));
    }
    expect(components[name]).toEqual(parse(readFileSync(file, "utf8")));
  });

  test("every file has its releases", () => {
    expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.yaml`).sort());
  });
});

function releasesByComponent(cloud: Cloud): Readonly<Record<string, unknown>> {
  const environment = shipped(cloud, "prod");
  if (!environment.platform) throw new Error("prod has a platform");
  const graph = graphOf({ ...environment, platform: { ...environment.platform, profile: "full" } });
  const found: Record<string, Record<string, unknown>> = {};
  for (const release of graph.ofType("helm_release")) {
    const [, component = "", ...rest] = (release.constructPath ?? "").split("/");
    found[component] = { ...found[component], [rest.join("/")]: valuesOf(release) };
  }
  return found;
}

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
