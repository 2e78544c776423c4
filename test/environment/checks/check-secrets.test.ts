import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment } from "../valid-environments";

/** Put together here, so that this file itself holds nothing that a scanner takes for a secret. */
const SECRETS: readonly (readonly [kind: string, secret: string])[] = [
  ["an AWS access key id", ["AKIA", "IOSFODNN7EXAMPLE"].join("")],
  ["an AWS access key id", ["ASIA", "IOSFODNN7EXAMPLE"].join("")],
  ["an AWS secret access key", `aws_secret_access_key = ${["wJalrXUtnFEMI/K7MDENG", "bPxRfiCYEXAMPLEKEY0"].join("/")}`],
  ["a private key", ["-----BEGIN RSA", "PRIVATE KEY-----\nMIIE"].join(" ")],
  ["a Google service account key", `{"type": ${'"service_account"'}, "project_id": "x"}`],
  ["a GitHub token", ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_")],
  ["a GitHub token", ["github_pat", "0123456789abcdefghijABCD"].join("_")],
  ["a GitLab token", ["glpat", "0123456789abcdefghij"].join("-")],
  ["a Slack token", ["xoxb", "0123456789-abcdefghij"].join("-")],
  ["a Google API key", ["AIza", "SyA0123456789abcdefghijABCDEFGHIJ-_"].join("")],
  ["a Google OAuth token", ["ya29", "a0AfH6SMBx0123456789abc"].join(".")],
  ["a JSON web token", ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "sig"].join(".")],
  ["a URL with a password", ["postgres://admin", "hunter2@db.example.com/mlflow"].join(":")],
  ["a URL with a password", ["redis://", "hunter2@cache"].join(":")],
];

const PLACES = ["costCentre", "owner", "cloud.region", "cloud.databaseType", "note", "extra.deep.inside"];

test.each(SECRETS)("%s is found wherever it stands, and never shown", (kind, secret) => {
  for (const path of PLACES) {
    const problems = problemsOf([changed(awsEnvironment(), path, secret)]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        path,
        found: `what looks like ${kind} (${secret.length} characters, not shown)`,
        expected: "no secret in plain text",
        remedy: expect.stringContaining("revoke it"),
      }),
    );
    expect(JSON.stringify(problems)).not.toContain(secret.slice(4, 30));
  }
});

test.each(SECRETS)("%s is found and masked as a key, too", (kind, secret) => {
  const problems = problemsOf([{ ...awsEnvironment(), [secret]: 1 }]);
  expect(problems).toContainEqual(expect.objectContaining({ path: "<secret>", found: expect.stringContaining(kind) }));
  expect(JSON.stringify(problems)).not.toContain(secret.slice(4, 30));
});

test.each([
  "password",
  "dbPassword",
  "DB_PASSWD",
  "clientSecret",
  "token",
  "accessTokens",
  "apiKey",
  "api_key",
  "credentials",
])("whatever stands under a key called %s is a secret", (key) => {
  expect(problemAt(`extra.${key}`, changed(awsEnvironment(), `extra.${key}`, "hunter2"))).toMatchObject({
    found: "what looks like a secret (7 characters, not shown)",
  });
  expect(problemAt(`${key}.value[0]`, { ...awsEnvironment(), [key]: { value: [12345678] } })).toMatchObject({
    found: "what looks like a secret (8 characters, not shown)",
  });
});

test("ordinary texts are no secrets", () => {
  const input = awsEnvironment({
    costCentre: "https://wiki.example.com/cost-centres/ml",
    waivers: [
      {
        rule: "secrets-encrypted",
        resource: "aws_secretsmanager_secret.*",
        reason: "Tokens and passwords are rotated by hand until March",
        owner: "ml-platform@example.com",
        expires: "2027-03-31",
      },
    ],
  });
  expect(problemsOf([input])).toEqual([]);
});
