import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment } from "../valid-environments";

test("an unknown region is rejected with the nearest one as a suggestion", () => {
  expect(problemAt("cloud.region", changed(awsEnvironment(), "cloud.region", "us-east1"))).toEqual({
    source: "0.ts",
    path: "cloud.region",
    found: '"us-east1"',
    expected: "a region of aws, e.g. us-east-1",
    remedy: "Did you mean us-east-1?",
  });
  expect(problemAt("cloud.region", changed(googleEnvironment(), "cloud.region", "europe-west-1")).remedy).toBe(
    "Did you mean europe-west1?",
  );
  expect(problemAt("cloud.region", changed(awsEnvironment(), "cloud.region", "constructor")).remedy).toBe(
    "Choose a region of this cloud.",
  );
});

test("a zone of another region is rejected", () => {
  const zones = ["us-east-1a", "us-east-2b", "us-east-1c"];
  expect(problemsOf([changed(awsEnvironment(), "cloud.zones", zones)])).toEqual([
    {
      source: "0.ts",
      path: "cloud.zones[1]",
      found: '"us-east-2b"',
      expected: "a zone of us-east-1: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f",
      remedy: expect.stringContaining("Choose one of us-east-1a"),
    },
  ]);
});

test("an unknown zone is rejected", () => {
  const zones = ["us-central1-a", "us-central1-b", "us-central1-e"];
  expect(problemAt("cloud.zones[2]", changed(googleEnvironment(), "cloud.zones", zones)).expected).toContain(
    "us-central1-f",
  );
});

test.each<[zones: string[], found: string]>([
  [["us-east-1a", "us-east-1b"], "us-east-1a, us-east-1b"],
  [["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"], "us-east-1a, us-east-1b, us-east-1c, us-east-1d"],
  [["us-east-1a", "us-east-1b", "us-east-1a"], "us-east-1a, us-east-1b, us-east-1a"],
  [[], "an empty list"],
])("%p are not three different zones", (zones, found) => {
  expect(problemsOf([changed(awsEnvironment(), "cloud.zones", zones)])).toMatchObject([
    {
      path: "cloud.zones",
      found,
      expected: "three different zones",
      remedy: expect.stringContaining("Choose three of"),
    },
  ]);
});

test("a region with two zones can't be chosen", () => {
  const cloud = {
    provider: "aws",
    accountId: "111111111111",
    region: "us-west-1",
    zones: ["us-west-1a", "us-west-1b"],
  };
  expect(problemAt("cloud.zones", changed(awsEnvironment(), "cloud", cloud)).remedy).toBe(
    "Choose another region: us-west-1 has only us-west-1a and us-west-1b.",
  );
});
