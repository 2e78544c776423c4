import { parseEnvironments } from "../../src/environment/parse-environments";
import { isOnCloud } from "../../src/environment/target";
import { TIERS } from "../../src/environment/tiers";
import { InputError } from "../../src/problems/problem";
import { changed, problemsOf } from "./problems-of";
import { awsEnvironment, googleEnvironment, TODAY } from "./valid-environments";

function parse(...inputs: readonly unknown[]) {
  return parseEnvironments(
    inputs.map((input, index) => ({ source: `${index}.ts`, input })),
    TODAY,
  );
}

test("a minimal environment on each cloud is valid and takes everything else from its tier", () => {
  const [aws, google] = parse(awsEnvironment(), googleEnvironment());
  expect(aws).toMatchObject({
    organization: "acme",
    name: "dev",
    network: { cidr: "10.10.0.0/16", ...TIERS.dev.network },
    cluster: TIERS.dev.cluster,
    nodePools: TIERS.dev.nodePools,
    database: TIERS.dev.database,
    buckets: TIERS.dev.buckets,
    usage: TIERS.dev.usage,
    deletionProtection: TIERS.dev.deletionProtection,
    logRetentionDays: TIERS.dev.logRetentionDays,
    state: TIERS.dev.state,
    budget: { monthlyUsd: TIERS.dev.budget.monthlyUsd, alertEmails: ["ml-platform@example.com"] },
    waivers: [],
    cloud: { provider: "aws", accountId: "111111111111", ...TIERS.dev.aws, clusterAdministrators: [] },
  });
  expect(google?.cloud).toMatchObject({
    provider: "google",
    projectId: "acme-ml-dev",
    ...TIERS.dev.google,
    podCidr: expect.stringMatching(/^\d/),
    controlPlaneCidr: expect.stringMatching(/\/28$/),
    managedServicesCidr: expect.stringMatching(/^\d/),
  });
});

test("every tier's defaults are valid on both clouds", () => {
  for (const tier of ["dev", "staging", "prod"] as const) {
    expect(problemsOf([awsEnvironment({ tier }), googleEnvironment({ tier })])).toEqual([]);
  }
});

test("settings of the environment override the tier, field by field", () => {
  const [environment] = parse(
    awsEnvironment({
      nodePools: { gpu: { max: 8 } },
      cluster: { maintenanceWindow: { day: "TUE", start: "03:30", hours: 12 } },
      database: { storageGiB: 30 },
      usage: { bucketStorageGb: { models: 77 }, natGb: 5 },
      budget: { alertEmails: ["finance@example.com"] },
      deletionProtection: true,
      cloud: {
        provider: "aws",
        accountId: "111111111111",
        region: "us-east-1",
        zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
        machineTypes: { gpu: ["g5.2xlarge"] },
      },
    }),
  );
  if (!environment || !isOnCloud(environment)) throw new Error("it is on a cloud");
  expect(environment.nodePools.gpu).toEqual({ ...TIERS.dev.nodePools.gpu, max: 8 });
  expect(environment?.nodePools.general).toEqual(TIERS.dev.nodePools.general);
  expect(environment?.cluster.version).toBe(TIERS.dev.cluster.version);
  expect(environment?.cluster.maintenanceWindow).toEqual({ day: "TUE", start: "03:30", hours: 12 });
  expect(environment?.database).toEqual({ ...TIERS.dev.database, storageGiB: 30 });
  expect(environment?.usage).toEqual({
    ...TIERS.dev.usage,
    natGb: 5,
    bucketStorageGb: { ...TIERS.dev.usage.bucketStorageGb, models: 77 },
  });
  expect(environment?.budget).toEqual({
    monthlyUsd: TIERS.dev.budget.monthlyUsd,
    alertEmails: ["finance@example.com"],
  });
  expect(environment?.deletionProtection).toBe(true);
  expect(environment?.cloud.machineTypes).toEqual({ ...TIERS.dev.aws.machineTypes, gpu: ["g5.2xlarge"] });
});

test("a key with the value undefined is treated as missing", () => {
  const [environment] = parse(changed(awsEnvironment(), "cluster", { version: undefined, extendedSupport: undefined }));
  expect(environment?.cluster).toEqual(TIERS.dev.cluster);
});

test("a parsed environment can't be changed", () => {
  const input = awsEnvironment({ waivers: [] });
  const [environment] = parse(input);
  const frozen = (value: unknown): boolean =>
    typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
  expect(frozen(environment)).toBe(true);
  expect(Object.isFrozen(input)).toBe(false);
  expect(Object.isFrozen(TIERS.dev.nodePools)).toBe(false);
});

test("environments are returned in the order of their sources", () => {
  const names = ["prod", "dev", "staging"];
  const inputs = names.map((name, index) => awsEnvironment({ name, network: { cidr: `10.${index}.0.0/16` } }));
  expect(parse(...inputs).map(({ name }) => name)).toEqual(names);
});

test("every problem of every file is reported at once, each with its file", () => {
  const broken = [
    changed(changed(awsEnvironment(), "tier", "production"), "cloud.zones", ["us-east-1a", "eu-west-1b", "us-east-1c"]),
    {
      ...awsEnvironment({ name: "staging", network: { cidr: "10.20.0.1/16" } }),
      nodePool: {},
      owner: "ada",
      nodePools: { general: { min: 4, max: 2 }, gpu: { max: "five" } },
      database: { storageGiB: 500, maxStorageGiB: 100 },
      logRetentionDays: 8,
      budget: { monthlyUsd: 0 },
      waivers: [{ rule: "x", resource: "*", reason: "ok", owner: "a@example.com", expires: "2026-02-30" }],
    },
    "not an environment",
  ];
  expect(problemsOf(broken).map(({ source, path }) => `${source} ${path}`)).toEqual(
    expect.arrayContaining([
      "0.ts tier",
      "0.ts cloud.zones[1]",
      "1.ts nodePool",
      "1.ts owner",
      "1.ts network.cidr",
      "1.ts nodePools.general.min",
      "1.ts nodePools.gpu.max",
      "1.ts database.storageGiB",
      "1.ts logRetentionDays",
      "1.ts budget.monthlyUsd",
      "1.ts waivers[0].reason",
      "1.ts waivers[0].expires",
      "2.ts ",
    ]),
  );
});

test("an invalid value does not cause a second problem about the default in its place", () => {
  const paths = (input: unknown) => problemsOf([input]).map(({ path }) => path);
  expect(paths(changed(awsEnvironment(), "nodePools.gpu", { min: 3, max: "five" }))).toEqual(["nodePools.gpu.max"]);
  expect(paths(changed(awsEnvironment({ nodePools: { general: { min: 5 } } }), "tier", "production"))).toEqual([
    "tier",
  ]);
  expect(paths(changed(awsEnvironment({ database: { storageGiB: 400 } }), "database.maxStorageGiB", null))).toEqual([
    "database.maxStorageGiB",
  ]);
});

test("the error message contains the number of problems", () => {
  expect(() => parse(awsEnvironment({ owner: "ada" }))).toThrow("1 problem in the input");
  expect(() => parse(1, 2)).toThrow(InputError);
});
