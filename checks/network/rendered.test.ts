import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { HelmRelease } from "../../src/constructs/kubernetes/helm-release";
import { CHART_OBJECTS_FILE, type ChartObjects, readChartObjects, recordedAs } from "./chart-objects";
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
    const { releases } = platformOf(environment.name, { ...environment, platform });
    return releases.map((release) => [recordedAs(release.chart.name, environment.cloud.provider), release] as const);
  });

/** Both clouds install most charts; the parts checked here are the same. */
const CHARTS = new Map(RELEASES);

/** Its objects are in `made-by-operators.ts`. */
const NOT_RENDERED = ["airflow"];

const FROM_SOURCE = "rendered from the source of its repository, where it has no version yet";
const NEWEST = "rendered from the newest version that could be downloaded";

/** Charts that were rendered in another version than the catalogue's. */
const OTHER_VERSIONS: Readonly<Record<string, { readonly version: string; readonly why: string }>> = {
  base: { version: "1.0.0", why: FROM_SOURCE },
  "cert-manager": { version: "v0.0.0", why: FROM_SOURCE },
  "external-secrets": { version: "2.8.0", why: NEWEST },
  gateway: { version: "1.0.0", why: FROM_SOURCE },
  istiod: { version: "1.0.0", why: FROM_SOURCE },
  karpenter: { version: "1.13.0", why: NEWEST },
  "karpenter-crd": { version: "1.13.0", why: NEWEST },
  "prefect-server": { version: "0.0.0", why: FROM_SOURCE },
  "prefect-worker": { version: "0.0.0", why: FROM_SOURCE },
  "prometheus-prefect-exporter": { version: "0.0.0", why: FROM_SOURCE },
};

test("the recorded objects are those of the catalogue's versions, except for the charts listed here", () => {
  const noted = Object.entries(readChartObjects()).map(([name, { version }]) => [name, version]);
  const installed = [...CHARTS]
    .filter(([name]) => !NOT_RENDERED.includes(name))
    .map(([name, { chart }]) => [name, OTHER_VERSIONS[name]?.version ?? chart.version]);
  expect(Object.fromEntries(noted)).toEqual(Object.fromEntries(installed));
});

test("the labels of the recorded objects have the recorded versions", () => {
  const wrong = Object.entries(readChartObjects()).flatMap(([key, { version, objects }]) => {
    const chart = CHARTS.get(key)?.chart.name ?? key;
    const labels = [...objects.pods, ...objects.services].map((each) => each.labels["helm.sh/chart"] ?? "");
    const own = new Set(labels.filter((label) => new RegExp(`^${chart}-v?\\d`).test(label)));
    own.delete(`${chart}-${version}`);
    return [...own].map((label) => `${key} ${version}: ${label}`);
  });
  expect(wrong).toEqual([]);
});

describe("not rendered in the catalogue's version", () => {
  for (const [name, { version, why }] of Object.entries(OTHER_VERSIONS)) {
    test.todo(`${name} ${CHARTS.get(name)?.chart.version} is recorded as ${version}: ${why}`);
  }
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
    found[name] = { version: versionOf(release.chart.name), objects: filled(render(release)) as Objects };
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

/** The version of the folder or archive, which may differ from the catalogue's. */
function versionOf(chart: string): string {
  const text = execFileSync("helm", ["show", "chart", sourceOf(chart)], { encoding: "utf8" });
  return String(parse(text).version);
}

function sourceOf(chart: string): string {
  const source = [join(FOLDER, chart), join(FOLDER, `${chart}.tgz`)].find(existsSync);
  if (source === undefined) throw new Error(`${FOLDER} has no chart ${chart}`);
  return source;
}
