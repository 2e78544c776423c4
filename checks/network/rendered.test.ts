import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { HelmRelease } from "../../src/constructs/kubernetes/helm-release";
import { CHART_OBJECTS_FILE, type ChartObjects, readChartObjects } from "./chart-objects";
import type { Objects } from "./objects";
import { platformOf } from "./platforms";
import { readManifests } from "./read-manifests";

/** Charts as folders or archives, each named after the chart: `helm pull --untar` creates such a folder. */
const FOLDER = process.env.CHART_SOURCES ?? "";

const RELEASES = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01")
  .filter(({ name }) => name === "prod")
  .flatMap((environment) => {
    if (!environment.platform) throw new Error("a shipped environment has a platform");
    const platform = { ...environment.platform, profile: "full", components: { "seldon-core": true } } as const;
    return platformOf(environment.name, { ...environment, platform }).releases;
  });

/** Both clouds install most charts; the parts checked here are the same. */
const CHARTS = new Map(RELEASES.map((release) => [release.chart.name, release]));

/** Its objects are in `made-by-operators.ts`. */
const NOT_RENDERED = ["airflow"];

test("the recorded objects are those of the catalogue's versions", () => {
  const noted = Object.entries(readChartObjects()).map(([name, { version }]) => [name, version]);
  const installed = [...CHARTS].map(([name, { chart }]) => [name, chart.version]);
  expect(noted).toEqual(installed.filter(([name]) => !NOT_RENDERED.includes(name ?? "")).sort());
});

const rendered = FOLDER === "" ? describe.skip : describe;

if (FOLDER === "") {
  console.warn(
    "Charts are not rendered: set their folder with CHART_SOURCES=DIR, and have helm in PATH. UPDATE=1 records their objects.",
  );
}

rendered("the recorded objects match what Helm renders", () => {
  const found: Record<string, ChartObjects> = {};

  test.each([...CHARTS.keys()].filter((name) => !NOT_RENDERED.includes(name)).sort())("%s", (name) => {
    const release = CHARTS.get(name) as HelmRelease;
    found[name] = { version: release.chart.version, objects: filled(render(release)) as Objects };
    if (process.env.UPDATE === undefined) {
      const { objects } = readChartObjects()[name] ?? { objects: undefined };
      expect(objects && filled(objects)).toEqual(found[name]?.objects);
    }
  });

  afterAll(() => {
    if (process.env.UPDATE !== undefined) writeFileSync(CHART_OBJECTS_FILE, `${JSON.stringify(found, null, 2)}\n`);
  });
});

/** Without empty lists. */
function filled(objects: Objects): Partial<Objects> {
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(objects).filter(([, list]) => list.length > 0))));
}

function render({ chart, values, release }: HelmRelease): Objects {
  const folder = mkdtempSync(join(tmpdir(), "values-"));
  try {
    const file = join(folder, "values.json");
    writeFileSync(file, JSON.stringify(values).replaceAll(/\$\{TfToken\[[^\]]*\]\}/g, "unknown.example.com"));
    const namespace = release.namespaceInput ?? "";
    const text = execFileSync(
      "helm",
      [
        ...["template", release.nameInput ?? "", sourceOf(chart.name), "--namespace", namespace, "--values", file],
        ...["--include-crds", "--kube-version", "1.35.0", "--api-versions", "monitoring.coreos.com/v1"],
      ],
      { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "pipe"] },
    );
    const manifests = parseAllDocuments(text, { logLevel: "silent" })
      .map((document) => document.toJS({ maxAliasCount: -1 }))
      .filter((manifest) => manifest?.kind && manifest.metadata?.annotations?.["helm.sh/hook"] === undefined);
    return readManifests(manifests, namespace);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourceOf(chart: string): string {
  const source = [join(FOLDER, chart), join(FOLDER, `${chart}.tgz`)].find(existsSync);
  if (source === undefined) throw new Error(`${FOLDER} has no chart ${chart}`);
  return source;
}
