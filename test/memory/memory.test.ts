import { inProfile } from "../../checks/in-profile";
import { CATALOGUE } from "../../src/catalogue/catalogue";
import { PROFILE_NAMES } from "../../src/catalogue/profiles";
import { synthesizeEnvironment } from "../../src/cli/synthesize-environment";
import type { Daemon } from "../../src/constructs/kubernetes/workload";
import { driftJob } from "../../src/constructs/models/drift-job";
import { loadTest } from "../../src/constructs/models/gates/load-test";
import { retrainingManifests } from "../../src/constructs/models/retraining";
import type { Environment } from "../../src/environment/environment";
import { MODEL_DEFAULTS } from "../../src/environment/model-defaults";
import { isOnCloud } from "../../src/environment/target";
import { embeddedServers } from "../../src/inventory/cloud-pods";
import { chosenComponents } from "../../src/stacks/chosen-components";
import { shipped, shippedOnKubernetes } from "../stacks/shipped";
import measured from "./measured.json";

/** Programs use more memory after weeks, and under heavier load than in a test. */
const MARGIN = 1.25;

interface Measured {
  readonly workload: string;
  readonly program: string;
  readonly version: string;
  readonly idle: number;
  readonly loaded?: number;
  /** Measured on a laptop with few pods. */
  readonly small?: boolean;
}

const FIGURES: readonly Measured[] = measured.workloads;

const NOT_MEASURED = measured.notMeasured.flatMap(({ why, workloads }) =>
  workloads.map((workload) => ({ workload, why })),
);

const ONLY_IDLE = measured.onlyIdle.flatMap(({ why, workloads }) => workloads.map((workload) => ({ workload, why })));

interface Platform {
  readonly name: string;
  /** On a laptop, some programs have less memory: their figures with few pods count. */
  readonly small: boolean;
  readonly workloads: ReadonlyMap<string, Pick<Daemon, "memoryMiB">>;
}

/** An environment in every profile, and with every component. */
function platformsOf(environment: Environment): Platform[] {
  const { platform, cloud, name } = environment;
  if (!platform) throw new Error(`${name} has no platform`);
  const everything = { ...platform.components, "seldon-core": true };
  const variants = [
    ...PROFILE_NAMES.map((profile) => [`profile ${profile}`, inProfile(profile, environment)] as const),
    [
      "with everything",
      { ...environment, platform: { ...platform, profile: "full", components: everything } },
    ] as const,
  ];
  return variants.map(([change, variant]) => ({
    name: `${cloud.provider}-${name}, ${change}`,
    small: variant.platform?.profile === "lite" && !isOnCloud(variant),
    workloads: workloadsOf(variant),
  }));
}

function workloadsOf(environment: Environment): Platform["workloads"] {
  const { components } = synthesizeEnvironment(environment);
  const built = components.flatMap(({ workloads, daemons }) => [...workloads, ...daemons]);
  const servers = isOnCloud(environment) ? [] : embeddedServers(environment.cloud, chosenComponents(environment));
  return new Map([...built, ...servers].map((workload) => [workload.name, workload]));
}

/** The figures of a platform: those of a small one take the place of the others. */
function figuresFor({ small, workloads }: Platform): Measured[] {
  const ofSmall = FIGURES.filter((figure) => small && figure.small);
  const others = FIGURES.filter(
    ({ workload, small: onlySmall }) => !onlySmall && !ofSmall.some((figure) => figure.workload === workload),
  );
  // Some components exist on one cloud only.
  return [...ofSmall, ...others].filter(({ workload }) => workloads.has(workload));
}

const PLATFORMS = [
  shipped("aws", "dev"),
  shipped("aws", "prod"),
  shipped("google", "dev"),
  shipped("google", "prod"),
  shippedOnKubernetes(),
].flatMap(platformsOf);

/** The workloads that at least one environment has. */
const anywhere = new Set(PLATFORMS.flatMap(({ workloads }) => [...workloads.keys()]));

describe.each(PLATFORMS.map((platform) => [platform.name, platform] as const))("on %s", (_, platform) => {
  const { workloads } = platform;

  test("each measured program fits into the requests and limits of its pod", () => {
    const tooSmall = figuresFor(platform).flatMap(({ workload, idle, loaded = idle }) => {
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
  expect(onlyIdle.sort()).toEqual(ONLY_IDLE.map(({ workload }) => workload).sort());
});

describe("not measured", () => {
  for (const { workload, why } of NOT_MEASURED) test.todo(`${workload}: ${why}`);
  for (const { workload, why } of ONLY_IDLE) test.todo(`${workload} under load: ${why}`);
});

test("a model server fits into the default size of an endpoint", () => {
  const [server] = measured.endpoints;
  expect(MODEL_DEFAULTS.dev.resources.memoryGiB * 1024).toBeGreaterThanOrEqual(
    Math.ceil(Math.max(server?.idle ?? Infinity, server?.loaded ?? Infinity) * MARGIN),
  );
});

test("the jobs of model delivery fit into their limits", () => {
  const props = {
    model: "fraud",
    namespace: "x",
    image: "x",
    schedule: "",
    payloads: "",
    reference: "",
    reports: "",
    hours: 1,
  };
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
