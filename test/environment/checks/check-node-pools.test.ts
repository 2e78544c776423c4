import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

test("a pool's minimum can't be larger than its maximum", () => {
  expect(problemAt("nodePools.general.min", awsEnvironment({ nodePools: { general: { min: 4, max: 2 } } }))).toEqual({
    source: "0.ts",
    path: "nodePools.general.min",
    found: "4, with max 2",
    expected: "at most max (2)",
    remedy: "Raise nodePools.general.max or lower nodePools.general.min.",
  });
});

test("defaults of the tier are checked, too", () => {
  expect(problemAt("nodePools.gpu.min", awsEnvironment({ nodePools: { gpu: { min: 2 } } })).found).toBe(
    "2, with max 1",
  );
});

test("the system pool has at least one node", () => {
  expect(problemAt("nodePools.system.min", awsEnvironment({ nodePools: { system: { min: 0 } } }))).toMatchObject({
    expected: "at least 1",
    remedy: "Keep at least one node: DNS and the autoscaler run there.",
  });
  expect(problemsOf([awsEnvironment({ nodePools: { general: { min: 0 } } })])).toEqual([]);
});

test.each<[purpose: string, types: string[], found: string, expected: string, remedy: string]>([
  ["general", ["m7i.larg"], '"m7i.larg"', "a machine type of aws", "Did you mean m7i.large?"],
  ["general", ["constructor"], '"constructor"', "a machine type of aws", "Choose a type that exists in this cloud."],
  [
    "general",
    ["m7g.large"],
    '"m7g.large", which is arm64',
    "an amd64 machine type",
    "nodePools.general.architecture to arm64",
  ],
  [
    "gpu",
    ["m7i.large"],
    '"m7i.large", which has no GPU',
    "a type with NVIDIA GPUs",
    "Choose another type, e.g. g6.xlarge.",
  ],
  [
    "gpu",
    ["inf2.xlarge"],
    '"inf2.xlarge", which has no GPU',
    "a type with NVIDIA GPUs",
    "Choose another type, e.g. g6.xlarge.",
  ],
  [
    "spot",
    ["g6.xlarge"],
    '"g6.xlarge", which has a GPU',
    "a type without GPUs",
    "Move GPU types to cloud.machineTypes.gpu.",
  ],
])("the %s pool can't run on %p", (purpose, types, found, expected, remedy) => {
  const path = `cloud.machineTypes.${purpose}`;
  expect(problemAt(`${path}[0]`, changed(awsEnvironment(), path, types))).toMatchObject({
    found,
    expected,
    remedy: expect.stringContaining(remedy),
  });
});

test("an ARM pool requires and accepts ARM machines", () => {
  const arm = awsEnvironment({ nodePools: { general: { architecture: "arm64" } } });
  expect(problemAt("cloud.machineTypes.general[0]", arm).found).toBe('"m7i-flex.large", which is amd64');
  expect(problemsOf([changed(arm, "cloud.machineTypes", { general: ["m7g.large", "m6g.large"] })])).toEqual([]);
  const google = googleEnvironment({ nodePools: { general: { architecture: "arm64" } } });
  expect(problemsOf([changed(google, "cloud.machineTypes", { general: ["c4a-standard-4"] })])).toEqual([]);
});

test("a GKE pool has exactly one machine type, an EKS pool up to 20", () => {
  const google = changed(googleEnvironment(), "cloud.machineTypes.general", ["e2-standard-2", "n2-standard-2"]);
  expect(problemAt("cloud.machineTypes.general", google)).toMatchObject({
    found: "2 types",
    expected: "at most 1",
    remedy: "Keep only the one that you prefer.",
  });
  const many = (count: number) =>
    changed(
      awsEnvironment(),
      "cloud.machineTypes.general",
      Array.from({ length: count }, () => "m7i.large"),
    );
  expect(problemAt("cloud.machineTypes.general", many(21)).expected).toBe("at most 20");
});

test("a type of the other cloud is rejected", () => {
  expect(
    problemAt("cloud.machineTypes.gpu[0]", changed(googleEnvironment(), "cloud.machineTypes.gpu", ["g6.xlarge"])),
  ).toMatchObject({ expected: "a machine type of google" });
});
