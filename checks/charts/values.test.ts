import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Ajv from "ajv";
import Ajv2019 from "ajv/dist/2019";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import type { JsonObject } from "../../src/constructs/kubernetes/json";
import { merge } from "../../src/constructs/kubernetes/mirror";
import { everyPlatform, releasesOf } from "./platform-releases";

/** Default values and schemas of the charts, in one folder per chart: `values.yaml`, `values.schema.json`. */
const CHARTS = resolve(process.env.CHARTS ?? "../shared/charts");

/** Charts whose folder has a different name. */
const FOLDERS: Readonly<Record<string, string>> = { base: "istio-base", gateway: "istio-gateway" };

/** Subcharts with their own values. */
const SUBCHARTS: Readonly<Record<string, readonly string[]>> = { "kube-prometheus-stack": ["grafana"] };

/** Blocks of subcharts without a folder: only their names can be checked. */
const UNKNOWN_SUBCHARTS = ["jobset", "kube-state-metrics", "prometheus-node-exporter"];

type Block = Readonly<Record<string, unknown>>;

if (!existsSync(CHARTS))
  throw new Error(`The charts' own values are missing: ${CHARTS}. Set their folder with CHARTS=DIR.`);

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function folderOf(chart: string): string {
  return join(CHARTS, FOLDERS[chart] ?? chart);
}

function defaultsOf(chart: string): Block {
  const file = join(folderOf(chart), "values.yaml");
  const values = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
  const own: Block = isBlock(values?._internal_defaults_do_not_set)
    ? values._internal_defaults_do_not_set
    : (values ?? {});
  const subcharts = (SUBCHARTS[chart] ?? []).map((name) => [name, { ...defaultsOf(name), ...blockAt(own, name) }]);
  return { ...own, ...Object.fromEntries(subcharts) };
}

function blockAt(block: Block, name: string): Block {
  const value = block[name];
  return isBlock(value) ? value : {};
}

function schemaOf(chart: string): Block | undefined {
  const file = join(folderOf(chart), "values.schema.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** Blocks with free-form content, although the chart has defaults in them. */
const FREE_FORM =
  /(^|\.)(labels|annotations|nodeSelector|affinity|securityContext|podSecurityContext|containerSecurityContext|resources|meshConfig|grafana\.ini)$|^config$|^config\.logging$|^configs\.(cm|params|rbac)$/;

/** Keys that the values only contain in a comment: the chart reads them, and omits them by default. */
function commentedKeys(chart: string): ReadonlySet<string> {
  const file = join(folderOf(chart), "values.yaml");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return new Set([...text.matchAll(/^\s*#+\s*([\w.-]+):/gm)].map(([, key = ""]) => key));
}

/** Conditions of subcharts, which only `Chart.yaml` lists. */
function conditionsOf(chart: string): readonly string[] {
  const file = join(folderOf(chart), "Chart.yaml");
  const { dependencies } = existsSync(file) ? parse(readFileSync(file, "utf8")) : { dependencies: [] };
  return (dependencies ?? []).flatMap(({ condition }: { condition?: string }) => condition?.split(",") ?? []);
}

/** Paths that are neither in the defaults nor in the schema. An empty default is a block with free-form content. */
function unknownKeys(
  values: Block,
  defaults: unknown,
  schema: unknown,
  commented: ReadonlySet<string>,
  path = "",
): string[] {
  if (!isBlock(defaults) || Object.keys(defaults).length === 0 || FREE_FORM.test(path)) return [];
  const properties = isBlock(schema) && isBlock(schema.properties) ? schema.properties : {};
  return Object.entries(values).flatMap(([key, value]) => {
    const at = path === "" ? key : `${path}.${key}`;
    if (UNKNOWN_SUBCHARTS.includes(at)) return [];
    if (!(key in defaults) && !(key in properties)) return commented.has(key) ? [] : [at];
    return isBlock(value) ? unknownKeys(value, defaults[key], properties[key], commented, at) : [];
  });
}

function validator(schema: Block) {
  const { $schema, ...rest } = schema;
  const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;
  const draft = String($schema);
  const ajv = draft.includes("2020-12")
    ? new Ajv2020(options)
    : draft.includes("2019-09")
      ? new Ajv2019(options)
      : new Ajv(options);
  return ajv.compile(rest);
}

const RELEASES = everyPlatform().flatMap((variant) =>
  releasesOf(variant).map((release) => ({ ...release, variant: variant.name })),
);

describe("every value that we set exists in the chart", () => {
  const charts = [...new Set(RELEASES.map(({ chart }) => chart))].sort();

  test.each(charts)("%s", (chart) => {
    const defaults = defaultsOf(chart);
    const schema = schemaOf(chart);
    const commented = commentedKeys(chart);
    const unknown = RELEASES.filter((release) => release.chart === chart).flatMap(({ release }) =>
      unknownKeys(release.values as Block, defaults, schema, commented),
    );
    const conditions = conditionsOf(chart);
    expect([...new Set(unknown)].filter((key) => !conditions.includes(key))).toEqual([]);
  });
});

describe("every release passes the schema of its chart", () => {
  const charts = [...new Set(RELEASES.map(({ chart }) => chart))].filter((chart) => schemaOf(chart)).sort();

  test.each(charts)("%s", (chart) => {
    const schema = schemaOf(chart);
    if (!schema) throw new Error(`${chart} has no schema`);
    const validate = validator(schema);
    const problems = RELEASES.filter((release) => release.chart === chart).flatMap(({ release, variant }) =>
      validate(merge(defaultsOf(chart) as JsonObject, JSON.parse(JSON.stringify(release.values))))
        ? []
        : (validate.errors ?? []).map(
            ({ instancePath, message, params }) => `${variant}: ${instancePath} ${message} ${JSON.stringify(params)}`,
          ),
    );
    expect([...new Set(problems)]).toEqual([]);
  });
});

test("every chart of the platform is checked", () => {
  expect(RELEASES.length).toBeGreaterThan(250);
  const unseen = [...new Set(RELEASES.map(({ chart }) => chart))].filter((chart) => !existsSync(folderOf(chart)));
  expect(unseen).toEqual([]);
});
