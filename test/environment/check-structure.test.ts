import { changed, problemAt, problemsOf } from "./problems-of";
import { awsEnvironment, googleEnvironment } from "./valid-environments";

const WAIVER = {
  rule: "nat-gateway-per-zone",
  resource: "aws_nat_gateway.*",
  reason: "One zone is enough for experiments",
  owner: "ml-platform@example.com",
  expires: "2027-01-31",
};

test.each([
  ["nodePool", {}, "Did you mean nodePools? Otherwise remove nodePool."],
  ["Tier", "dev", "Did you mean tier? Otherwise remove Tier."],
  ["network.cidrs", [], "Did you mean cidr? Otherwise remove network.cidrs."],
  ["cloud.zone", "us-east-1a", "Did you mean zones? Otherwise remove cloud.zone."],
  ["cloud.projectId", "acme-ml", "Remove cloud.projectId."],
  ["nodePools.gpus", {}, "Did you mean gpu? Otherwise remove nodePools.gpus."],
  ["nodePools.gpu.maximum", 3, "Remove nodePools.gpu.maximum."],
  ["cluster.maintenanceWindow.hour", 3, "Did you mean hours? Otherwise remove cluster.maintenanceWindow.hour."],
  ["usage.bucketStorageGb.model", 3, "Did you mean models? Otherwise remove usage.bucketStorageGb.model."],
  ["__proto__x", {}, "Remove __proto__x."],
])("an unknown key is rejected with the nearest one as a suggestion: %s", (path, value, remedy) => {
  const problem = problemAt(path, changed(awsEnvironment(), path, value));
  expect(problem).toMatchObject({
    source: "0.ts",
    found: `the unknown key "${path.split(".").at(-1)}"`,
    expected: expect.stringMatching(/^one of \w+/),
    remedy,
  });
});

test("an unknown key in a waiver is reported at its index", () => {
  const input = { ...awsEnvironment(), waivers: [WAIVER, { ...WAIVER, until: "2027-01-31" }] };
  expect(problemsOf([input])).toMatchObject([{ path: "waivers[1].until", remedy: "Remove waivers[1].until." }]);
});

test("a key called __proto__ is an unknown key", () => {
  const input: unknown = JSON.parse(JSON.stringify(awsEnvironment()).replace("{", '{"__proto__":{"tier":"prod"},'));
  expect(problemAt("__proto__", input)).toMatchObject({ remedy: "Remove __proto__." });
});

test.each([
  ..."organization name tier owner costCentre dataClassification repository cloud network".split(" "),
  ..."cloud.accountId cloud.region cloud.zones network.cidr".split(" "),
])("a setting without a default is required: %s", (path) => {
  expect(problemAt(path, changed(awsEnvironment(), path, undefined))).toMatchObject({
    found: "nothing",
    remedy: `Add ${path}; it has no default.`,
  });
});

test.each(["cloud.projectId", "cloud.projectNumber", "cloud.billingAccount"])(
  "a setting without a default is required on Google Cloud: %s",
  (path) => {
    expect(problemAt(path, changed(googleEnvironment(), path, undefined)).remedy).toBe(
      `Add ${path}; it has no default.`,
    );
  },
);

test.each<[path: string, value: unknown, found: string, expected: string]>([
  ["organization", "Acme", '"Acme"', "lower-case letters, digits and single hyphens, starting with a letter"],
  ["organization", "acme-", '"acme-"', "lower-case letters, digits and single hyphens, starting with a letter"],
  ["name", "1dev", '"1dev"', "lower-case letters, digits and single hyphens, starting with a letter"],
  ["name", "my--dev", '"my--dev"', "lower-case letters, digits and single hyphens, starting with a letter"],
  ["name", 7, "7", "lower-case letters, digits and single hyphens, starting with a letter"],
  ["tier", "production", '"production"', "one of dev, staging, prod"],
  ["dataClassification", "secret", '"secret"', "one of public, internal, confidential, restricted"],
  ["state", "s3", '"s3"', "one of remote, bootstrap, local"],
  ["owner", "the platform team", '"the platform team"', "an e-mail address"],
  ["owner", "a@b", '"a@b"', "an e-mail address"],
  ["costCentre", " ", '" "', "the cost centre that pays"],
  ["repository", "ml-platform", '"ml-platform"', "a GitHub repository, owner/name"],
  ["repository", "acme/ml/platform", '"acme/ml/platform"', "a GitHub repository, owner/name"],
  ["repository", "acme/..", '"acme/.."', "a GitHub repository, owner/name"],
  ["cloud", "aws", '"aws"', 'a block with provider "aws", "google" or "kubernetes"'],
  ["cloud.provider", "azure", '"azure"', 'a block with provider "aws", "google" or "kubernetes"'],
  ["cloud.accountId", "12345", '"12345"', "the 12 digits of an account, in quotes"],
  ["cloud.accountId", 111111111111, "111111111111", "the 12 digits of an account, in quotes"],
  ["cloud.zones", "us-east-1a", '"us-east-1a"', "a list of three zones"],
  ["cloud.machineTypes.gpu", [], "an empty list", "a list of at least one machine type"],
  ["cloud.machineTypes.gpu", "g6.xlarge", '"g6.xlarge"', "a list of machine types"],
  ["cluster.version", 1.35, "1.35", "a Kubernetes minor version in quotes, e.g. 1.35"],
  ["cluster.extendedSupport", "yes", '"yes"', "true or false"],
  ["cluster.allowedCidrs", "10.0.0.0/8", '"10.0.0.0/8"', "a list of IPv4 ranges"],
  ["cluster.maintenanceWindow.start", "24:00", '"24:00"', "a time in UTC, HH:MM"],
  ["nodePools", [], "an empty list", "a block { … }"],
  ["nodePools.gpu.min", -1, "-1", "a whole number of nodes from 0 to 1000"],
  ["nodePools.gpu.max", 0, "0", "a whole number of nodes from 1 to 1000"],
  ["nodePools.gpu.max", 2.5, "2.5", "a whole number of nodes from 1 to 1000"],
  ["nodePools.gpu.max", "3", '"3"', "a whole number of nodes from 1 to 1000"],
  ["nodePools.gpu.max", Number.NaN, "NaN", "a whole number of nodes from 1 to 1000"],
  ["nodePools.gpu.capacity", "reserved", '"reserved"', "one of on-demand, spot"],
  ["nodePools.gpu.architecture", "x86_64", '"x86_64"', "one of amd64, arm64"],
  ["nodePools.gpu.diskGiB", 5, "5", "a whole number of GiB from 20 to 16384"],
  ["database.version", "12", '"12"', "one of 15, 16, 17"],
  ["database.storageGiB", 10, "10", "a whole number of GiB from 20 to 65536"],
  ["database.backupRetentionDays", 0, "0", "a whole number of days from 1 to 35"],
  ["database.backupRetentionDays", 36, "36", "a whole number of days from 1 to 35"],
  ["buckets.infrequentAccessAfterDays", 7, "7", "a whole number of days from 30 to 3650"],
  ["deletionProtection", "false", '"false"', "true or false"],
  ["budget.monthlyUsd", 0, "0", "an amount in USD above 0"],
  ["budget.monthlyUsd", -5, "-5", "an amount in USD above 0"],
  ["budget.monthlyUsd", Number.POSITIVE_INFINITY, "Infinity", "an amount in USD above 0"],
  ["budget.alertEmails", [], "an empty list", "at least one e-mail address"],
  ["usage.natGb", -1, "-1", "a number of GB, 0 or more"],
  ["usage.bucketStorageGb.models", "10", '"10"', "a number of GB, 0 or more"],
  ["usage.poolUtilisation", 1.5, "1.5", "a share from 0 to 1"],
  ["waivers", {}, "a block", "a list of waivers"],
])("%s can't be %p", (path, value, found, expected) => {
  expect(problemAt(path, changed(awsEnvironment(), path, value))).toMatchObject({
    found,
    expected,
    remedy: `Change ${path} to ${expected}.`,
  });
});

test.each<[path: string, value: unknown, expected: string]>([
  ["cloud.projectId", "Acme", "the id of a project: 6 to 30 lower-case letters, digits and hyphens"],
  ["cloud.projectNumber", "acme", "the number of the project, in quotes"],
  ["cloud.billingAccount", "0a1b2c-3d4e5f-607182", "a billing account such as 0A1B2C-3D4E5F-607182"],
])("%s can't be %p on Google Cloud", (path, value, expected) => {
  expect(problemAt(path, changed(googleEnvironment(), path, value)).expected).toBe(expected);
});

test.each<[key: string, value: unknown, expected: string]>([
  ["rule", "NatGateway", "the id of a rule, e.g. nat-gateway-per-zone"],
  ["reason", "ok", "a reason of at least 20 characters"],
  ["owner", "me", "an e-mail address"],
  ["expires", "2026-02-30", "a date that exists, YYYY-MM-DD"],
  ["expires", "31.01.2027", "a date that exists, YYYY-MM-DD"],
  ["resource", "", "a resource address, in which * matches any run of characters; not * alone"],
])("a waiver's %s can't be %p", (key, value, expected) => {
  const input = { ...awsEnvironment(), waivers: [WAIVER, { ...WAIVER, [key]: value }] };
  expect(problemsOf([input])).toMatchObject([{ path: `waivers[1].${key}`, expected }]);
});

test("one invalid list item does not hide the others", () => {
  const input = changed(awsEnvironment(), "cloud.zones", [5, "eu-west-1a", "us-east-1c"]);
  expect(problemsOf([input]).map(({ path }) => path)).toEqual(["cloud.zones[0]", "cloud.zones[1]"]);
});

test("an existing OIDC provider of an account has to be the one for GitHub", () => {
  const arn = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
  expect(problemsOf([changed(awsEnvironment(), "cloud.githubOidcProviderArn", arn)])).toEqual([]);
  const other = changed(awsEnvironment(), "cloud.githubOidcProviderArn", arn.replace("token.actions", "gitlab"));
  expect(problemAt("cloud.githubOidcProviderArn", other).expected).toContain("oidc-provider/");
});

test("cluster administrators are roles on AWS and IAM members on Google Cloud", () => {
  const path = "cloud.clusterAdministrators";
  const role = "arn:aws:iam::111111111111:role/platform-admins";
  const group = "group:ml-platform@example.com";
  expect(problemsOf([changed(awsEnvironment(), path, [role]), changed(googleEnvironment(), path, [group])])).toEqual(
    [],
  );
  expect(problemAt(`${path}[0]`, changed(awsEnvironment(), path, [group])).expected).toBe("the ARN of an IAM role");
  expect(problemAt(`${path}[0]`, changed(googleEnvironment(), path, ["allUsers"])).found).toBe('"allUsers"');
});
