import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../../src/catalogue/catalogue";
import { PLATFORM_DASHBOARDS } from "../../../src/constructs/observability/dashboards/platform-dashboards";
import { modelRules } from "../../../src/constructs/observability/model-rules";
import { standardSignals } from "../../../src/constructs/observability/model-signals";
import type { Framework } from "../../../src/constructs/serving/endpoint-props";
import { endpointManifest } from "../../../src/constructs/serving/model-endpoint";
import { PROTOCOL, RUNTIMES, type ServerMetrics } from "../../../src/constructs/serving/runtimes";
import { MODEL_RULES } from "../observability/model-rules-props";
import { ENDPOINT } from "./endpoint-props";
import upstream from "./kserve-runtimes.json";

interface UpstreamRuntime {
  readonly image: string;
  readonly protocols: readonly string[];
  readonly formats: Readonly<Record<string, { readonly autoSelect: boolean; readonly priority: number } | undefined>>;
}

const UPSTREAM: Readonly<Record<string, UpstreamRuntime | undefined>> = upstream.runtimes;

const FRAMEWORKS = Object.keys(RUNTIMES) as Framework[];

function predictorOf(framework: Framework) {
  return JSON.parse(
    JSON.stringify(endpointManifest({ ...ENDPOINT, mode: "Standard", replicas: { min: 1, max: 1 }, framework }).spec),
  ).predictor;
}

/** Every series name that a server exports according to the table. */
function exportedBy(metrics: ServerMetrics): string[] {
  return "histogram" in metrics
    ? ["_bucket", "_count", "_sum"].map((suffix) => `${metrics.histogram}${suffix}`)
    : [metrics.succeeded, metrics.failed, metrics.microseconds];
}

/** Names of series in an expression that a model server would have to export. */
function readBy(expression: string): string[] {
  return expression.match(/\b(request_|rest_server_|nv_|ts_)\w+/g) ?? [];
}

test("the upstream facts match the version in the catalogue", () => {
  expect(CATALOGUE.kserve.version).toBe(upstream.version);
});

describe.each(FRAMEWORKS)("a model of %s", (framework) => {
  const runtime = RUNTIMES[framework];

  test("names a runtime that supports its format in the platform's protocol", () => {
    const { model } = predictorOf(framework);
    expect(model.runtime).toBe(runtime.name);
    expect(model.protocolVersion).toBe(PROTOCOL);
    const found = UPSTREAM[model.runtime];
    expect(found?.formats[model.modelFormat.name]).toBeDefined();
    expect(found?.protocols).toEqual(expect.arrayContaining([...runtime.protocols]));
    expect(runtime.protocols).toContain(PROTOCOL);
  });

  test("runs the image that the catalogue names for the runtime", () => {
    const image = CATALOGUE.kserve.charts
      .flatMap(({ images }) => images)
      .find(({ at }) => at === `kserve.servingruntime.${runtime.value}.image`)?.image;
    expect(image?.replace("docker.io/", "")).toBe(UPSTREAM[runtime.name]?.image.replace("docker.io/", ""));
  });

  test("is scraped at the port where its server exports metrics, and its rules use no other series", () => {
    expect(predictorOf(framework).annotations).toEqual({
      "prometheus.kserve.io/port": runtime.metrics.port.toString(),
    });
    const groups = modelRules({ ...MODEL_RULES, signals: standardSignals("fraud", "scorer", framework) });
    const read = readBy(JSON.stringify(groups));
    expect(read.length).toBeGreaterThan(0);
    expect(exportedBy(runtime.metrics)).toEqual(expect.arrayContaining(read));
  });
});

test("by default KServe would load scikit-learn, XGBoost and LightGBM with another server", () => {
  const preferred = (format: string) =>
    Object.entries(UPSTREAM)
      .filter(([, found]) => found?.protocols.includes(PROTOCOL) && found.formats[format]?.autoSelect)
      .sort(([, left], [, right]) => (right?.formats[format]?.priority ?? 0) - (left?.formats[format]?.priority ?? 0))
      .map(([name]) => name)[0];
  expect(["sklearn", "xgboost", "lightgbm"].map(preferred)).toEqual(Array(3).fill("kserve-mlserver"));
});

test("the serving dashboard covers every kind of server, and only uses exported series", () => {
  const panels = PLATFORM_DASHBOARDS.find(({ uid }) => uid === "mlops-serving")?.panels ?? [];
  const read = panels.flatMap(({ queries }) => Object.values(queries).flatMap(readBy));
  const exported = Object.values(RUNTIMES).flatMap(({ metrics }) => exportedBy(metrics));
  expect(exported).toEqual(expect.arrayContaining(read));
  for (const { metrics } of Object.values(RUNTIMES)) {
    expect(read.some((name) => exportedBy(metrics).includes(name))).toBe(true);
  }
});

test("the guide lists the server and the metrics of every framework", () => {
  const guide = readFileSync(join(__dirname, "../../../docs/guides/models.md"), "utf8");
  for (const framework of FRAMEWORKS) {
    const { name, metrics } = RUNTIMES[framework];
    const row = guide.split("\n").find((line) => line.startsWith(`| \`${framework}\` |`));
    expect(row).toContain(`\`${name}\``);
    expect(row).toContain("histogram" in metrics ? metrics.histogram : metrics.microseconds);
  }
});
