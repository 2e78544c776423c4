import { CATALOGUE } from "../../src/catalogue/catalogue";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Daemon } from "../../src/constructs/kubernetes/workload";
import { driftJob } from "../../src/constructs/models/drift-job";
import { loadTest } from "../../src/constructs/models/gates/load-test";
import { retrainingManifests } from "../../src/constructs/models/retraining";
import { MODEL_DEFAULTS } from "../../src/environment/model-defaults";
import { type Cloud, shipped } from "../stacks/shipped";
import measured from "./measured.json";

/** Programs use more memory after weeks, and under heavier load than in a test. */
const MARGIN = 1.25;

interface Measured {
  readonly workload: string;
  readonly program: string;
  readonly version: string;
  readonly idle: number;
  readonly loaded?: number;
}

const FIGURES: readonly Measured[] = measured.workloads;

const NOT_MEASURED = measured.notMeasured.flatMap(({ why, workloads }) =>
  workloads.map((workload) => ({ workload, why })),
);

/** The workloads of an environment with every component. */
function workloadsOf(cloud: Cloud, name: string): Map<string, Daemon> {
  const environment = shipped(cloud, name);
  const { platform } = environment;
  if (!platform) throw new Error(`${cloud}-${name} has no platform`);
  const switches = { ...platform.components, "seldon-core": true };
  const { components } = synthesizeEnvironment({
    ...environment,
    platform: { ...platform, profile: "full", components: switches },
  });
  return new Map(
    components
      .flatMap(({ workloads, daemons }) => [...workloads, ...daemons])
      .map((workload) => [workload.name, workload]),
  );
}

/** The workloads that at least one environment has. */
const anywhere = new Set<string>();

describe.each([
  ["aws", "dev"],
  ["aws", "prod"],
  ["google", "dev"],
  ["google", "prod"],
] as const)("on %s-%s", (cloud, name) => {
  const workloads = workloadsOf(cloud, name);
  for (const workload of workloads.keys()) anywhere.add(workload);

  test("each measured program fits into the requests and limits of its pod", () => {
    // Some components exist on one cloud only.
    const here = FIGURES.filter(({ workload }) => workloads.has(workload));
    const tooSmall = here.flatMap(({ workload, idle, loaded = idle }) => {
      const memoryMiB = workloads.get(workload)?.memoryMiB ?? 0;
      const needed = Math.ceil(Math.max(idle, loaded) * MARGIN);
      return memoryMiB >= needed ? [] : [`${workload}: needs ${needed} MiB, has ${memoryMiB} MiB`];
    });
    expect(tooSmall).toEqual([]);
  });

  test("each program was measured, or is listed as not measured", () => {
    const known = [...FIGURES.map(({ workload }) => workload), ...NOT_MEASURED.map(({ workload }) => workload)];
    expect([...workloads.keys()].filter((workload) => !known.includes(workload))).toEqual([]);
  });
});

test("each measured program is part of an environment", () => {
  expect(FIGURES.map(({ workload }) => workload).filter((workload) => !anywhere.has(workload))).toEqual([]);
});

test("nothing is both measured and listed as not measured", () => {
  const both = NOT_MEASURED.filter(({ workload }) => FIGURES.some((figure) => figure.workload === workload));
  expect(both).toEqual([]);
  const onlyIdle = FIGURES.filter(({ loaded }) => loaded === undefined).map(({ workload }) => workload);
  expect(onlyIdle).toEqual(measured.onlyIdle.workloads);
});

describe("not measured", () => {
  for (const { workload, why } of NOT_MEASURED) test.todo(`${workload}: ${why}`);
  for (const workload of measured.onlyIdle.workloads) test.todo(`${workload} under load: ${measured.onlyIdle.why}`);
});

test("a model server fits into the default size of an endpoint", () => {
  const [server] = measured.endpoints;
  expect(MODEL_DEFAULTS.dev.resources.memoryGiB * 1024).toBeGreaterThanOrEqual(
    Math.ceil(Math.max(server?.idle ?? Infinity, server?.loaded ?? Infinity) * MARGIN),
  );
});

test("the jobs of model delivery fit into their limits", () => {
  const props = { model: "fraud", image: "x", schedule: "", payloads: "", reference: "", reports: "", hours: 1 };
  const identity = { namespace: "x", serviceAccount: "x", annotations: {}, podLabels: {}, principal: "x" };
  const [retrain] = retrainingManifests({ image: "x", engines: ["kubeflow-pipelines"] });
  const limits = {
    drift: limitIn(driftJob({ ...props, identity })),
    retrain: limitIn(retrain),
    load: limitIn(loadTest({ image: "x", workers: 1, users: 1, minutes: 1 })[1]),
  };
  const needed = Object.fromEntries(measured.jobs.map(({ job, peakRss }) => [job, Math.ceil(peakRss * MARGIN)]));
  expect(Object.keys(needed)).toEqual(Object.keys(limits));
  expect(limits.drift).toBeGreaterThanOrEqual(needed.drift ?? Infinity);
  expect(limits.retrain).toBeGreaterThanOrEqual(needed.retrain ?? Infinity);
  expect(limits.load).toBeGreaterThanOrEqual(needed.load ?? Infinity);
});

/** Limit of the only container, in MiB. */
function limitIn(manifest: unknown): number {
  return Number(/"limits":\{"memory":"(\d+)Mi"/.exec(JSON.stringify(manifest))?.[1]);
}

test.each(["mlflow", "airflow", "prefect"] as const)(
  "%s was measured in the version of the catalogue; measure it again after an upgrade",
  (component) => {
    const figures = FIGURES.filter(({ program }) => program.startsWith(component));
    expect(figures.length).toBeGreaterThan(0);
    for (const { version } of figures) expect(version).toBe(CATALOGUE[component].version);
  },
);
