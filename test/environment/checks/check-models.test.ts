import type { EnvironmentInput, ModelInput, ModelsInput } from "../../../src/environment";
import { parseEnvironments } from "../../../src/environment";
import { problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment, OIDC, TODAY } from "../valid-environments";

const IMAGE = `sha256:${"0".repeat(64)}`;

const PLATFORM = {
  profile: "standard",
  domain: "dev.ml.example.com",
  oidc: OIDC,
  teams: [{ name: "fraud", groups: ["fraud-team"], quota: { cpu: 8, memoryGiB: 32, gpus: 0 } }],
} as const;

const MODEL: ModelInput = {
  name: "fraud-detection",
  team: "fraud",
  framework: "sklearn",
  drift: { reference: "reference.parquet" },
};

function environment(model: object = {}, more: Partial<ModelsInput> = {}, changes: object = {}): EnvironmentInput {
  const base = awsEnvironment();
  return {
    ...base,
    cloud: { ...base.cloud, dnsZone: "Z0123456DEVDEVDEV" },
    platform: PLATFORM,
    models: { deliveryImage: IMAGE, endpoints: [{ ...MODEL, ...model } as ModelInput], ...more },
    ...changes,
  } as EnvironmentInput;
}

function parsed(input: EnvironmentInput) {
  const [first] = parseEnvironments([{ source: "dev.ts", input }], TODAY);
  return first?.models;
}

test("a minimal model is completed with defaults", () => {
  expect(parsed(environment())).toEqual({
    canary: { steps: [10, 100], stepMinutes: 5, minimumRequests: 20 },
    signer: "https://github.com/acme/ml-platform/.github/workflows/*@refs/heads/main",
    deliveryImage: IMAGE,
    endpoints: [
      {
        ...MODEL,
        storageUri: "s3://acme-dev-models/fraud/fraud-detection",
        engine: "kserve",
        resources: { cpu: 1, memoryGiB: 2, gpus: 0 },
        replicas: { min: 0, max: 2 },
        timeoutSeconds: 60,
        slo: { availability: "99%", latencyP99: "500ms", errorRate: "1%", driftScore: 0.2 },
        drift: { reference: "reference.parquet", schedule: "0 6 * * *" },
      },
    ],
  });
});

test("without scaling to zero, the minimum is one replica", () => {
  const standard = environment(
    {},
    { canary: { steps: [100] } },
    { platform: { ...PLATFORM, servingMode: "standard" } },
  );
  expect(parsed(standard)?.endpoints[0]?.replicas).toEqual({ min: 1, max: 2 });
});

test("an environment without models is valid", () => {
  expect(parsed(environment({}, { endpoints: [] }))?.endpoints).toEqual([]);
});

test.each<[string, EnvironmentInput, string, string]>([
  [
    "steps that don't rise",
    environment({}, { canary: { steps: [10, 50, 25, 100] } }),
    "models.canary.steps",
    "[10, 25, 50, 100]",
  ],
  [
    "steps that do not end with 100",
    environment({}, { canary: { steps: [10, 50] } }),
    "models.canary.steps",
    "[10, 50, 100]",
  ],
  [
    "an objective without a unit",
    environment({ slo: { latencyP99: "300" } }),
    "models.endpoints[0].slo.latencyP99",
    '"300ms"',
  ],
  [
    "an objective that is a number",
    environment({ slo: { availability: 99.9 } }),
    "models.endpoints[0].slo.availability",
    '"99.9%"',
  ],
  [
    "an objective beyond the timeout",
    environment({ slo: { latencyP99: "90s" } }),
    "models.endpoints[0].slo.latencyP99",
    "Lower latencyP99",
  ],
  [
    "a model in another bucket",
    environment({ storageUri: "s3://acme-dev-model/fraud/fraud-detection" }),
    "models.endpoints[0].storageUri",
    'Did you mean "s3://acme-dev-models/fraud/fraud-detection"?',
  ],
  [
    "a model in an unrelated bucket",
    environment({ storageUri: "s3://elsewhere/m" }),
    "models.endpoints[0].storageUri",
    "Copy the model there",
  ],
  [
    "an unknown framework",
    environment({ framework: "sklern" }),
    "models.endpoints[0].framework",
    'Did you mean "sklearn"?',
  ],
  ["no reference data set", environment({ drift: {} }), "models.endpoints[0].drift.reference", "it has no default"],
  ["no drift at all", environment({ drift: undefined }), "models.endpoints[0].drift", "it has no default"],
  [
    "a reference data set elsewhere",
    environment({ drift: { reference: "s3://elsewhere/reference.parquet" } }),
    "models.endpoints[0].drift.reference",
    "in the model's folder",
  ],
  ["an unknown team", environment({ team: "frued" }), "models.endpoints[0].team", 'Did you mean "fraud"?'],
  [
    "a name with an ending that releases use",
    environment({ name: "fraud-shadow" }),
    "models.endpoints[0].name",
    "the endings -challenger and -shadow are reserved",
  ],
  ["a model twice", environment({}, { endpoints: [MODEL, MODEL] }), "models.endpoints[1].name", "Rename one"],
  [
    "a maximum of replicas below the minimum",
    environment({ replicas: { min: 5, max: 2 } }),
    "models.endpoints[0].replicas",
    "Raise max to 5",
  ],
  [
    "scaling to zero without Knative",
    environment({ replicas: { min: 0 } }, {}, { platform: { ...PLATFORM, servingMode: "standard" } }),
    "models.endpoints[0].replicas.min",
    "min: 1",
  ],
  [
    "an engine that is not enabled",
    environment({ engine: "seldon-core" }),
    "platform.components.seldon-core",
    'Enable it with platform.components { "seldon-core": true }.',
  ],
  ["models without a platform", environment({}, {}, { platform: undefined }), "models", "Add the block platform"],
  [
    "an image by tag",
    environment({}, { deliveryImage: "registry.example.com/x:1" }),
    "models.deliveryImage",
    "the digest of an image",
  ],
  [
    "a key of another cloud",
    environment({}, { signer: "gcpkms://projects/acme/locations/europe/keyRings/signing/cryptoKeys/models" }),
    "models.signer",
    "Set a key awskms://",
  ],
  ["an incomplete key URI", environment({}, { signer: "gcpkms://projects/acme" }), "models.signer", "/cryptoKeys/"],
  ["an unknown kind of signer", environment({}, { signer: "someone" }), "models.signer", "awskms:///alias/"],
  ["a misspelt key", environment({ framwork: "sklearn" }), "models.endpoints[0].framwork", "Did you mean framework?"],
])("%s", (_, input, path, remedy) => {
  const problem = problemsOf([input]).find((candidate) => candidate.path === path);
  expect(`${problem?.remedy}`).toContain(remedy);
});

describe("a host name is that of one model: `a-b` of the team `c` and `a` of the team `b-c` have the same", () => {
  const team = (name: string) => ({ name, groups: ["g"], quota: { cpu: 8, memoryGiB: 32, gpus: 0 } });
  const found = (model: object, ...teams: readonly string[]) =>
    problemsOf([environment(model, {}, { platform: { ...PLATFORM, teams: teams.map(team) } })]);

  test("the model of the shorter team is rejected, whether or not the other exists", () => {
    expect(found({ name: "scorer-card", team: "fraud" }, "fraud", "card-fraud")).toEqual([
      {
        source: "0.ts",
        path: "models.endpoints[0].name",
        found:
          '"scorer-card", whose host name scorer-card-fraud a model "scorer" of the team card-fraud would have as well',
        expected: "a host name that no model of another team can have",
        remedy: "Rename the model: the names of models of the team fraud can't end with card.",
      },
    ]);
  });

  test("other names are accepted, and so are those of the longer team", () => {
    expect(found({ name: "scorer", team: "card-fraud" }, "fraud", "card-fraud")).toEqual([]);
    expect(found({ name: "card", team: "fraud" }, "fraud", "card-fraud")).toEqual([]);
    expect(found({ name: "discard", team: "fraud" }, "fraud", "card-fraud")).toEqual([]);
    expect(found({ name: "scorer-card", team: "fraud" }, "fraud", "fraud-card")).toEqual([]);
  });
});

test("a name that is too long for a Google service account is reported with the excess", () => {
  const base = googleEnvironment();
  const cloud = { ...base.cloud, dnsZone: "ml" } as EnvironmentInput["cloud"];
  const input = environment({ name: "a".repeat(25) }, {}, { cloud });
  expect(problemsOf([input]).find(({ path }) => path === "models.endpoints[0].name")?.remedy).toBe(
    "Shorten the name by 6.",
  );
});
