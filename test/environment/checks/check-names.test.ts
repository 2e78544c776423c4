import { problemAt, problemsOf } from "../problems-of";
import { awsEnvironment, googleEnvironment, OIDC } from "../valid-environments";

test("on Google Cloud, service account names leave 13 characters for organization and name", () => {
  expect(problemsOf([googleEnvironment({ organization: "acme", name: "staging1" })])).toEqual([]);
  expect(problemAt("name", googleEnvironment({ organization: "acme", name: "staging12" }))).toEqual({
    source: "0.ts",
    path: "name",
    found: '"staging12", which results in the Google service account acme-staging12-external-secrets (31 characters)',
    expected: "Google service account names of at most 30 characters",
    remedy: 'Shorten organization "acme" or name "staging12"; together they are 1 too long.',
  });
});

test("a team's service account name leaves the rest of the 30 characters for the team", () => {
  const platform = (name: string) => ({
    domain: "dev.ml.example.com",
    oidc: OIDC,
    teams: [{ name, groups: ["team"], quota: { cpu: 1, memoryGiB: 1, gpus: 0 } }],
  });
  const team = "recommendations";
  const path = "platform.teams[0].name";
  const google = googleEnvironment({ organization: "acme", name: "staging1", platform: platform(team) });
  expect(problemAt(path, google)).toMatchObject({
    found: `"${team}", which results in the Google service account acme-staging1-team-${team} (34 characters)`,
    expected: "Google service account names of at most 30 characters",
  });
  const paths = (input: unknown) => problemsOf([input]).map((problem) => problem.path);
  expect(paths(awsEnvironment({ organization: "acme", name: "staging1", platform: platform(team) }))).not.toContain(
    path,
  );
  expect(
    paths(awsEnvironment({ organization: "acme", name: "staging1", platform: platform("t".repeat(60)) })),
  ).toContain(path);
});

test("every exceeded limit is reported", () => {
  const name = "n".repeat(60);
  const kinds = (input: unknown) => problemsOf([input]).map(({ expected }) => expected);
  expect(kinds(awsEnvironment({ name }))).toEqual([
    "S3 bucket names of at most 63 characters",
    "IAM role names of at most 64 characters",
    "RDS identifier names of at most 63 characters",
  ]);
  expect(kinds(googleEnvironment({ name }))).toEqual([
    "Cloud Storage bucket names of at most 63 characters",
    "Google service account names of at most 30 characters",
    "GKE cluster names of at most 40 characters",
    "workload identity pool names of at most 32 characters",
  ]);
});

test("the project counts towards the name of a Cloud SQL instance: 98 characters including a colon", () => {
  const projectId = "acme-ml-dev";
  const fitting = 97 - projectId.length - "acme--postgres".length;
  const kinds = (length: number) =>
    problemsOf([googleEnvironment({ name: "n".repeat(length) })]).map(({ expected }) => expected);
  expect(kinds(fitting)).not.toContain("Cloud SQL instance names of at most 86 characters");
  expect(kinds(fitting + 1)).toContain("Cloud SQL instance names of at most 86 characters");
});

test("Google reserves its own name in bucket names", () => {
  for (const organization of ["goog", "goo-google"]) {
    expect(problemAt("organization", googleEnvironment({ organization, name: "d" }))).toMatchObject({
      expected: 'bucket names that neither begin with "goog" nor contain "google"',
    });
    expect(problemsOf([awsEnvironment({ organization })])).toEqual([]);
  }
});

test.each(["sthree", "amzn-s3-demo"])("S3 reserves the prefix %s", (organization) => {
  expect(problemAt("organization", awsEnvironment({ organization }))).toMatchObject({
    found: `"${organization}" with the name "dev"`,
  });
  expect(problemsOf([googleEnvironment({ organization: "sthree", name: "d" })])).toEqual([]);
});
