import { CREDENTIALS } from "../../facts/credentials";
import { changed, problemAt, problemsOf } from "../problems-of";
import { awsEnvironment } from "../valid-environments";

const PLACES = ["costCentre", "owner", "cloud.region", "cloud.databaseType", "note", "extra.deep.inside"];

test.each(CREDENTIALS)("%s is found anywhere, and never shown", (kind, secret) => {
  for (const path of PLACES) {
    const problems = problemsOf([changed(awsEnvironment(), path, secret)]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        path,
        found: `what looks like ${kind} (${secret.length} characters, not shown)`,
        expected: "no secret in plain text",
        remedy: expect.stringContaining("Revoke it"),
      }),
    );
    expect(JSON.stringify(problems)).not.toContain(secret.slice(4, 30));
  }
});

test.each(CREDENTIALS)("%s is also found and masked as a key", (kind, secret) => {
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
])("any value of a key named %s is a secret", (key) => {
  expect(problemAt(`extra.${key}`, changed(awsEnvironment(), `extra.${key}`, "hunter2"))).toMatchObject({
    found: "what looks like a secret (7 characters, not shown)",
  });
  expect(problemAt(`${key}.value[0]`, { ...awsEnvironment(), [key]: { value: [12345678] } })).toMatchObject({
    found: "what looks like a secret (8 characters, not shown)",
  });
});

test("ordinary strings are not secrets", () => {
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
