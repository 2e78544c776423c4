import { CATALOGUE } from "../../src/catalogue/catalogue";
import { retrainingManifests } from "../../src/constructs/delivery/retraining";
import { Component } from "../../src/constructs/kubernetes/component";
import type { Workload } from "../../src/constructs/kubernetes/workload";
import { driftJob } from "../../src/constructs/quality/drift-job";
import { synthesize } from "../../src/framework/synthesize";
import { addStacks } from "../../src/stacks/clouds";
import { type Cloud, shipped } from "../stacks/shipped";
import measured from "./measured.json";

/** A program takes more after weeks, and with a heavier load than a test has. */
const MARGIN = 1.25;

interface Measured {
  readonly workload: string;
  readonly version: string;
  readonly idle: number;
  readonly loaded?: number;
}

const FIGURES: readonly Measured[] = measured.workloads;

function workloadsOf(cloud: Cloud, name: string): Map<string, Workload> {
  let built: Component[] = [];
  synthesize((app) => {
    addStacks(app, shipped(cloud, name));
    built = app.node.findAll().filter((element) => element instanceof Component);
  });
  return new Map(built.flatMap(({ workloads }) => workloads).map((workload) => [workload.name, workload]));
}

describe.each([
  ["aws", "dev"],
  ["aws", "prod"],
  ["google", "dev"],
  ["google", "prod"],
] as const)("on %s-%s", (cloud, name) => {
  test("each program that was measured fits into what its pod requests and may take", () => {
    const workloads = workloadsOf(cloud, name);
    const found = FIGURES.filter(({ workload }) => workloads.has(workload));
    expect(found.map(({ workload }) => workload)).toEqual(expect.arrayContaining(["mlflow", "alertmanager"]));
    const tooSmall = found.flatMap(({ workload, idle, loaded = idle }) => {
      const memoryMiB = workloads.get(workload)?.memoryMiB ?? 0;
      const needed = Math.ceil(Math.max(idle, loaded) * MARGIN);
      return memoryMiB >= needed ? [] : [`${workload}: needs ${needed} MiB, has ${memoryMiB} MiB`];
    });
    expect(tooSmall).toEqual([]);
  });
});

test("the jobs of model delivery fit into their limits", () => {
  const props = { model: "fraud", image: "x", schedule: "", payloads: "", reference: "", reports: "", hours: 1 };
  const identity = { namespace: "x", serviceAccount: "x", annotations: {}, podLabels: {}, principal: "x" };
  const [retrain] = retrainingManifests({ image: "x", engines: ["kubeflow-pipelines"] });
  const limits = {
    drift: limitIn(driftJob({ ...props, identity })),
    retrain: limitIn(retrain),
  };
  const needed = Object.fromEntries(measured.jobs.map(({ job, peakRss }) => [job, Math.ceil(peakRss * MARGIN)]));
  expect(Object.keys(needed)).toEqual(Object.keys(limits));
  expect(limits.drift).toBeGreaterThanOrEqual(needed.drift ?? Infinity);
  expect(limits.retrain).toBeGreaterThanOrEqual(needed.retrain ?? Infinity);
});

/** Limit of the only container, in MiB. */
function limitIn(manifest: unknown): number {
  return Number(/"limits":\{"memory":"(\d+)Mi"/.exec(JSON.stringify(manifest))?.[1]);
}

test.each(["mlflow", "airflow", "prefect"] as const)(
  "%s was measured in the version of the catalogue: an upgrade is measured again",
  (component) => {
    const figures = FIGURES.filter(({ workload }) => workload.startsWith(component));
    expect(figures.length).toBeGreaterThan(0);
    for (const { version } of figures) expect(version).toBe(CATALOGUE[component].version);
  },
);
