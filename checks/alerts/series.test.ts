import { join } from "node:path";
import { loadEnvironments } from "../../src/cli/input/load-environments";
import type { Environment, Platform } from "../../src/environment/environment";
import { helmValues, type JsonObject, type ResourceGraph } from "../../src/review/model";
import { graphOf } from "../../test/stacks/shipped";
import { EXPORTERS, type Exporter, type Installed, TARGET_LABELS } from "./exporters";
import { read, type Selector } from "./promql";

const SHIPPED = loadEnvironments(join(__dirname, "../../environments"), "2026-11-01");

/** Every shipped environment, the profile with everything, and the other serving mode. */
const ENVIRONMENTS = [
  ...SHIPPED.map((environment) => [nameOf(environment), environment] as const),
  ...SHIPPED.filter(({ tier }) => tier === "prod").map(
    (environment) => [`${nameOf(environment)}, profile full`, withPlatform(environment, { profile: "full" })] as const,
  ),
  ...SHIPPED.filter(({ tier }) => tier === "dev").map(
    (environment) =>
      [
        `${nameOf(environment)}, mode standard`,
        withoutCanaries(withPlatform(environment, { servingMode: "standard" })),
      ] as const,
  ),
];

function nameOf({ cloud, name }: Environment): string {
  return `${cloud.provider}-${name}`;
}

function withPlatform(environment: Environment, changes: Partial<Platform>): Environment {
  return environment.platform ? { ...environment, platform: { ...environment.platform, ...changes } } : environment;
}

/** Mode Standard has a single revision. */
function withoutCanaries(environment: Environment): Environment {
  const { models } = environment;
  return models ? { ...environment, models: { ...models, canary: { ...models.canary, steps: [100] } } } : environment;
}

/** A query, and the alert, release or panel that it belongs to. */
interface Query {
  readonly by: string;
  readonly query: string;
  /** Text that references labels of the result, as `$labels.name`. */
  readonly text?: string;
}

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

function rulesOf(graph: ResourceGraph): Rule[] {
  return graph
    .ofType("kubernetes/PrometheusRule")
    .flatMap(({ body }) => json(body).spec.groups as { rules: Rule[] }[])
    .flatMap(({ rules }) => rules);
}

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

const CHOICE = /^label_values\((.+), (\w+)\)$/;

function queriesOf(graph: ResourceGraph): Query[] {
  const configMaps = graph.ofType("kubernetes/ConfigMap").map(({ body }) => json(body));
  const dashboards = configMaps
    .filter(({ metadata }) => metadata.labels?.grafana_dashboard !== undefined)
    .flatMap(({ data }) => Object.values(data) as string[])
    .map((text) => JSON.parse(text));
  return [
    ...rulesOf(graph).map(({ alert, record, expr, annotations }) => ({
      by: alert ?? record ?? "",
      query: expr,
      ...(annotations?.summary !== undefined && { text: annotations.summary }),
    })),
    ...configMaps
      .flatMap(({ data }) => data?.["queries.json"] ?? [])
      .flatMap((text) => JSON.parse(text) as { name: string; query: string; champion?: string }[])
      .flatMap(({ name, query, champion }) => [query, champion ?? query].map((asked) => ({ by: name, query: asked }))),
    ...dashboards.flatMap(({ title, panels, templating }) => [
      ...(panels as Panel[]).flatMap((panel) =>
        panel.targets.map(({ expr }) => ({ by: `${title}: ${panel.title}`, query: expr })),
      ),
      ...(templating.list as { query?: string }[]).flatMap(({ query = "" }) => {
        const [, metric, label] = CHOICE.exec(query) ?? [];
        return metric === undefined ? [] : [{ by: title, query: `count by (${label}) (${metric})` }];
      }),
    ]),
  ];
}

function installedIn(graph: ResourceGraph): Installed {
  const releases = new Map(
    graph.ofType("helm_release").map((release) => [String(release.body.name), helmValues(release).values] as const),
  );
  return {
    values: (name) => releases.get(name),
    manifest: (kind, name) =>
      graph
        .ofType(`kubernetes/${kind}`)
        .map(({ body }) => body)
        .find(({ metadata }) => (metadata as JsonObject).name === name),
  };
}

/** Labels of a series as Prometheus stores it. */
function stored({ honorLabels, added = [] }: Exporter, labels: readonly string[]): string[] {
  const own = labels.map((label) => (!honorLabels && isOfTarget(label) ? `exported_${label}` : label));
  return [...own, ...TARGET_LABELS, ...added];
}

function isOfTarget(label: string): boolean {
  return TARGET_LABELS.some((name) => name === label);
}

/** Problems of a query: series without a source, labels that they lack or that mean something else. */
function faults(selectors: readonly Selector[], { by, text = "" }: Query, graph: Reader): string[] {
  const asked = [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label = ""]) => label);
  const known = selectors.flatMap((selector) => graph.labelsOf(selector.metric) ?? []);
  const unknown = asked.filter((label) => !known.includes(label) && !graph.written(by, label));
  return [
    ...unknown.map((label) => `${by}: its text names the label ${label}`),
    ...selectors.flatMap(({ metric, labels }) => {
      const there = graph.labelsOf(metric);
      if (!there) return [`${by}: no source for ${metric}`];
      return [...labels, ...asked.filter((label) => there.includes(`exported_${label}`))]
        .filter((label) => !there.includes(label) || there.includes(`exported_${label}`))
        .map((label) => `${by}: ${metric} has no label ${label} of its own`);
    }),
  ];
}

interface Reader {
  /** Labels of a series with a source. */
  readonly labelsOf: (metric: string) => readonly string[] | undefined;
  /** Whether a query writes a label itself. */
  readonly written: (by: string, label: string) => boolean;
}

function reader(graph: ResourceGraph, queries: readonly Query[]): Reader {
  const installed = installedIn(graph);
  const delivered = EXPORTERS.filter(({ delivers }) => delivers(installed));
  const recorded = new Map(
    rulesOf(graph).flatMap(({ record, labels = {} }) => (record === undefined ? [] : [[record, Object.keys(labels)]])),
  );
  return {
    labelsOf: (metric) => {
      const exporter = delivered.find(({ series }) => Object.hasOwn(series, metric));
      return exporter ? stored(exporter, exporter.series[metric] ?? []) : recorded.get(metric);
    },
    written: (by, label) =>
      queries.some(
        ({ by: other, query }) => other === by && query.includes("label_replace(") && query.includes(`"${label}"`),
      ),
  };
}

/** KServe's Python servers do not count failures, and without Knative no proxy does: the panel stays empty. */
const UNCOUNTED = "Model: Error rate: no source for model:error_ratio:rate5m";

describe.each(ENVIRONMENTS)("%s", (_, environment) => {
  const graph = graphOf(environment);
  const queries = queriesOf(graph);

  test("every series that an alert, a release or a dashboard reads is delivered, with the labels it is read by", () => {
    const readings = read(queries.map(({ query }) => query.replaceAll("$endpoint", "scorer")));
    const known = reader(graph, queries);
    // Without models there are only the platform's own alerts and panels, and in the profile `lite` no panels.
    const least = environment.platform?.profile === "lite" ? 5 : 20;
    expect(queries.length).toBeGreaterThan(environment.models ? 60 : least);
    expect(readings.flatMap(({ error }) => error ?? [])).toEqual([]);
    const found = queries.flatMap((query, index) => faults(readings[index]?.selectors ?? [], query, known));
    expect(found).toEqual(environment.models && environment.platform?.servingMode === "standard" ? [UNCOUNTED] : []);
  });
});

const ENDPOINTS: Query = { by: "Endpoints", query: 'externalsecret_status_condition{namespace="fraud"}' };

test.each<[string, Query, RegExp]>([
  ["a series that nothing exports", { by: "A", query: "velero_backup_age" }, /no source for velero_backup_age/],
  ["a label that a series lacks", { by: "A", query: 'kueue_pending_workloads{queue="a"}' }, /no label queue/],
  ["the namespace of the exporter in place of the object's", ENDPOINTS, /no label namespace of its own/],
  [
    "a join on a label that one side lacks",
    { by: "A", query: "container_cpu_allocation * on (node) group_left () velero_backup_last_successful_timestamp" },
    /velero_backup_last_successful_timestamp has no label node/,
  ],
  [
    "a text that names a label of the exporter",
    { by: "A", query: "externalsecret_status_condition == 1", text: "{{ $labels.namespace }}" },
    /no label namespace of its own/,
  ],
])("%s is found", (_, query, expected) => {
  const prod = SHIPPED.find(({ tier }) => tier === "prod");
  if (!prod) throw new Error("there is no environment of tier prod");
  const [reading] = read([query.query]);
  expect(faults(reading?.selectors ?? [], query, reader(graphOf(prod), [query])).join("\n")).toMatch(expected);
});
